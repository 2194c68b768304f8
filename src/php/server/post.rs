//! What this process is to the running server, and what can be asked about the others.

use std::cell::RefCell;
use std::rc::Rc;

use crate::engine::process::board::{Board, Kind};
use crate::php::zend::thread::OneThread;

/// What this process does for the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Everything: there is no other process.
    Everything,
    /// It is the master.
    Master,
    /// It is the manager.
    Manager,
    /// It is a process of the crew, with this number.
    Crew(usize),
}

/// This process of the running server.
#[derive(Clone)]
pub struct Post {
    /// What it does.
    pub duty: Duty,
    /// What it shares with the others, if there are any.
    pub board: Option<Rc<Board>>,
}

impl Post {
    /// Whether the process runs what the program has added to the server.
    pub fn is_of_program(&self) -> bool {
        match (self.duty, &self.board) {
            (Duty::Crew(number), Some(board)) => board.crew().kind(number) == Kind::UserWorker,
            _ => false,
        }
    }
}

// SAFETY: code of PHP's thread only.
static POST: OneThread<RefCell<Option<Post>>> = unsafe { OneThread::new(RefCell::new(None)) };

/// Notes what this process is.
pub fn set(post: Option<Post>) {
    let old = POST.get().replace(post);
    drop(old);
}

/// What this process is; `None` while no server runs.
pub fn get() -> Option<Post> {
    POST.get().borrow().clone()
}
