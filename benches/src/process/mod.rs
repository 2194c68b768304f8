//! Server processes: started, waited for, measured and stopped. Knows nothing of what they serve.

mod child;
mod cores;
mod tree;

pub use child::{Child, output_of};
pub use cores::busy;
pub use tree::{ProcessTree, own_cpu, own_waited};
