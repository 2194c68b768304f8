use std::io::Read;

use super::*;
use crate::engine::testing::file;

type Queue = OutputQueue<Rc<[u8]>>;

/// Both ends of a connection, neither of which blocks.
fn pair() -> (Socket, Socket) {
    let (one, two) = Socket::pair(socket2::Domain::UNIX, socket2::Type::STREAM, None).unwrap();
    one.set_nonblocking(true).unwrap();
    two.set_nonblocking(true).unwrap();
    (one, two)
}

/// Reads all that has come, at most `most` bytes.
fn receive(socket: &Socket, most: usize) -> Vec<u8> {
    let mut bytes = vec![0; most];
    let mut count = 0;
    while count < most {
        match (&*socket).read(&mut bytes[count..]) {
            Ok(0) => break,
            Ok(read) => count += read,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
            Err(error) => panic!("{error}"),
        }
    }
    bytes.truncate(count);
    bytes
}

/// Some bytes that differ from those before.
fn next_bytes(len: usize) -> Vec<u8> {
    use std::cell::Cell;
    thread_local!(static STATE: Cell<u32> = const { Cell::new(1) });
    (0..len)
        .map(|_| {
            let next = STATE
                .get()
                .wrapping_mul(1_664_525)
                .wrapping_add(1_013_904_223);
            STATE.set(next);
            (next >> 24) as u8
        })
        .collect()
}

/// Appends one piece of a kind, and returns its bytes.
fn append(queue: &mut Queue, pool: &mut BufferPool, kind: usize, len: usize) -> Vec<u8> {
    let bytes = next_bytes(len);
    match kind % 4 {
        0 => queue.gather(pool, 0, |out| out.extend_from_slice(&bytes)),
        1 => queue.share(bytes.clone().into()),
        2 => queue.share_encoded(bytes.clone().into()),
        _ => {
            let mut content = vec![b'?'; 3];
            content.extend_from_slice(&bytes);
            content.push(b'?');
            queue.file(file(&content), 3, len);
        }
    }
    bytes
}

#[test]
fn bytes_leave_in_order_whatever_they_are_made_of() {
    let (one, two) = pair();
    let (mut queue, mut pool) = (Queue::default(), BufferPool::default());
    let (mut expected, mut received, mut written) = (Vec::new(), Vec::new(), 0);
    for round in 0..200 {
        // All orders of kinds come up, and all sizes: from nothing to more than the socket takes.
        for n in 0..round % 23 {
            let kind = round / (n + 1) + n * 7;
            let len = (round * 131 + n * 7919) % 9000;
            if len > 0 {
                expected.extend(append(&mut queue, &mut pool, kind, len));
            }
        }
        let flushed = queue
            .flush(&one, &mut pool, usize::MAX, &mut written, false)
            .unwrap();
        assert_eq!(flushed == Flushed::All, queue.pending() == 0);
        received.extend(receive(&two, 37_000));
        let waiting = expected.len() - received.len();
        assert!(queue.pending() <= waiting);
        let mut copy = Vec::new();
        if queue.copy_to(&mut copy) {
            assert!(copy == expected[expected.len() - queue.pending()..]);
        } else {
            assert!(queue.pending() > queue.in_memory() && copy.is_empty());
        }
    }
    while received.len() < expected.len() {
        queue
            .flush(&one, &mut pool, usize::MAX, &mut written, false)
            .unwrap();
        received.extend(receive(&two, 1 << 20));
    }
    assert!(received == expected && expected.len() > 5_000_000);
    assert_eq!(written, expected.len() as u64);
    assert_eq!(
        (queue.pending(), queue.in_memory(), queue.capacity()),
        (0, 0, 0)
    );
}

#[test]
fn files_are_no_memory() {
    let (one, two) = pair();
    let (mut queue, mut pool) = (Queue::default(), BufferPool::default());
    append(&mut queue, &mut pool, 0, 10);
    append(&mut queue, &mut pool, 3, 1000);
    append(&mut queue, &mut pool, 1, 10);
    append(&mut queue, &mut pool, 3, 1000);
    assert_eq!((queue.pending(), queue.in_memory()), (2020, 20));
    let flushed = queue.flush(&one, &mut pool, 1, &mut 0, false).unwrap();
    assert_eq!(flushed, Flushed::Some);
    assert_eq!((queue.pending(), queue.in_memory()), (2010, 10));
    queue.flush(&one, &mut pool, 1, &mut 0, false).unwrap();
    assert_eq!((queue.pending(), queue.in_memory()), (1010, 10));
    queue.clear(&mut pool);
    assert_eq!((queue.pending(), queue.in_memory()), (0, 0));
    assert_eq!(receive(&two, 5000).len(), 1010);
}

#[test]
fn no_more_than_allowed_leaves_at_once() {
    let (one, two) = pair();
    let (mut queue, mut pool) = (Queue::default(), BufferPool::default());
    let mut expected = Vec::new();
    for _ in 0..40 {
        expected.extend(append(&mut queue, &mut pool, 1, 1000));
    }
    let mut written = 0;
    // Sixteen pieces leave in one call: what is allowed is exceeded by less than that.
    for left in [24_000, 8_000, 0] {
        let flushed = queue
            .flush(&one, &mut pool, 15_001, &mut written, false)
            .unwrap();
        assert_eq!(queue.pending(), left);
        assert_eq!(flushed == Flushed::All, left == 0);
    }
    assert!(receive(&two, 100_000) == expected);
    assert_eq!(written, 40_000);
}

#[test]
fn a_buffer_that_is_never_empty_does_not_grow() {
    for kind_before in [None, Some(1)] {
        let (one, two) = pair();
        let (mut queue, mut pool) = (Queue::default(), BufferPool::default());
        // Behind a shared piece, bytes are gathered in a buffer of their own.
        if let Some(kind) = kind_before {
            append(&mut queue, &mut pool, kind, 100_000);
        }
        // More than the socket takes, so that the queue never becomes empty.
        append(&mut queue, &mut pool, 0, 1_000_000);
        for _ in 0..300 {
            append(&mut queue, &mut pool, 0, 50_000);
            while queue.pending() > 1_000_000 {
                let flushed = queue
                    .flush(&one, &mut pool, usize::MAX, &mut 0, false)
                    .unwrap();
                assert_eq!(flushed, Flushed::Blocked);
                receive(&two, 50_000);
            }
        }
        let capacity = queue.capacity();
        assert!(capacity < 8_000_000, "{capacity} bytes for 1,000,000");
    }
}

#[test]
fn a_closed_peer_is_an_error() {
    let (one, two) = pair();
    let (mut queue, mut pool) = (Queue::default(), BufferPool::default());
    append(&mut queue, &mut pool, 0, 10);
    drop(two);
    let error = queue.flush(&one, &mut pool, usize::MAX, &mut 0, false);
    assert_eq!(error.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
}

#[test]
fn a_file_that_has_become_shorter_is_an_error() {
    let (one, two) = pair();
    let (mut queue, mut pool) = (Queue::default(), BufferPool::default());
    queue.file(file(b"short"), 0, 6);
    let error = queue.flush(&one, &mut pool, usize::MAX, &mut 0, false);
    assert_eq!(error.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    assert_eq!(receive(&two, 100), b"short");
}

#[test]
fn clearing_forgets_what_was_sent_in_part() {
    let (one, two) = pair();
    let (mut queue, mut pool) = (Queue::default(), BufferPool::default());
    append(&mut queue, &mut pool, 0, 1_000_000);
    append(&mut queue, &mut pool, 2, 1_000_000);
    queue
        .flush(&one, &mut pool, usize::MAX, &mut 0, false)
        .unwrap();
    queue.clear(&mut pool);
    receive(&two, 2_000_000);
    let next = append(&mut queue, &mut pool, 0, 100);
    queue
        .flush(&one, &mut pool, usize::MAX, &mut 0, false)
        .unwrap();
    assert_eq!(receive(&two, 1000), next);
}

#[test]
fn many_small_pieces_take_little_more_than_their_bytes() {
    for len in [100, 3000, 8191, 17_000, 20_000, 33_000, 50_000, 70_000] {
        let (mut queue, mut pool) = (Queue::default(), BufferPool::default());
        let (one, two) = pair();
        let mut sent = Vec::new();
        while queue.pending() < 1 << 20 {
            let bytes = next_bytes(len);
            for part in [&bytes[..4], &bytes] {
                queue.gather(&mut pool, part.len(), |out| out.extend_from_slice(part));
                sent.extend_from_slice(part);
            }
        }
        let (capacity, pending) = (queue.capacity(), queue.pending());
        assert!(
            capacity * 3 <= pending * 4 + 3 * CHUNK,
            "{capacity} bytes for {pending} in pieces of {len}"
        );
        let mut received = Vec::new();
        while queue.pending() > 0 {
            queue
                .flush(&one, &mut pool, usize::MAX, &mut 0, false)
                .unwrap();
            received.extend(receive(&two, 1 << 20));
        }
        received.extend(receive(&two, 1 << 20));
        assert!(received == sent, "pieces of {len}");
    }
}

#[test]
fn what_others_do_not_need_any_more_is_copied() {
    let (mut queue, mut pool) = (Queue::default(), BufferPool::default());
    let (one, two) = pair();
    one.set_send_buffer_size(20_000).unwrap();
    let mut sent = Vec::new();
    let mut held = Vec::new();
    for number in 0..60 {
        let bytes: Rc<[u8]> = next_bytes(9000).into();
        queue.take_over();
        queue.gather(&mut pool, 4, |out| out.extend_from_slice(b"head"));
        queue.share(Rc::clone(&bytes));
        sent.extend_from_slice(b"head");
        sent.extend_from_slice(&bytes);
        // Every third is somebody else's, too.
        if number % 3 == 0 {
            held.push(bytes);
        }
        if number == 20 {
            // In the middle of a piece.
            queue
                .flush(&one, &mut pool, usize::MAX, &mut 0, false)
                .unwrap();
            assert!(queue.pending() % 9004 != 0);
        }
    }
    let shared = |queue: &Queue| {
        let pieces = queue.later.iter().flat_map(|pieces| pieces.iter());
        pieces
            .filter(|piece| matches!(piece, Piece::Shared(_)))
            .count()
    };
    let held_before = shared(&queue);
    assert!(held_before <= 20, "{held_before}");
    held.clear();
    queue.take_over();
    assert!(shared(&queue) < held_before);
    let mut received = Vec::new();
    while queue.pending() > 0 {
        received.extend(receive(&two, 1 << 20));
        queue
            .flush(&one, &mut pool, usize::MAX, &mut 0, false)
            .unwrap();
    }
    received.extend(receive(&two, 1 << 20));
    assert!(received == sent);
}

#[test]
fn a_large_piece_that_was_sent_leaves_no_memory_behind() {
    let (mut queue, mut pool) = (Queue::default(), BufferPool::default());
    let (one, two) = pair();
    queue.gather(&mut pool, 5 << 20, |out| out.resize(5 << 20, b'x'));
    queue.share(next_bytes(3 << 20).into());
    while queue.pending() > 2 << 20 {
        queue
            .flush(&one, &mut pool, 1 << 20, &mut 0, false)
            .unwrap();
        receive(&two, 1 << 20);
    }
    assert!(queue.capacity() <= CHUNK);
}
