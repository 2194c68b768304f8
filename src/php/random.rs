//! Bytes that nobody can guess: masks and keys of WebSocket clients, boundaries of multipart bodies.

use std::cell::RefCell;

use crate::engine::fork;

/// How many bytes are asked of the system at a time.
const STOCK: usize = 256;

/// Bytes in stock, and how many of them were given out.
struct Stock {
    bytes: [u8; STOCK],
    used: usize,
    /// The process that they are for: a child shares nothing with its parent.
    generation: u32,
}

thread_local! {
    static STOCKED: RefCell<Stock> = const {
        RefCell::new(Stock { bytes: [0; STOCK], used: STOCK, generation: 0 })
    };
}

/// `N` bytes, at most [`STOCK`], from the system's random source.
///
/// # Panics
///
/// If the system has no random source: then nothing that needs one may go on.
pub fn bytes<const N: usize>() -> [u8; N] {
    const { assert!(N <= STOCK) };
    STOCKED.with_borrow_mut(|stock| {
        let generation = fork::generation();
        if STOCK - stock.used < N || stock.generation != generation {
            getrandom::fill(&mut stock.bytes)
                .expect("getrandom(2) works on every Linux since 3.17");
            stock.used = 0;
            stock.generation = generation;
        }
        let mut taken = [0; N];
        let end = stock.used + N;
        taken.copy_from_slice(&stock.bytes[stock.used..end]);
        // What was given out is forgotten here.
        stock.bytes[stock.used..end].fill(0);
        stock.used = end;
        taken
    })
}

/// `N` characters of A-Z, a-z, 0-9, - and _, six random bits each.
pub fn text<const N: usize>() -> [u8; N] {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    bytes::<N>().map(|byte| ALPHABET[usize::from(byte % 64)])
}
