use std::sync::atomic::AtomicU8;

use super::super::Mapping;
use super::super::exchange::Plan;
use super::*;
use crate::engine::testing::{fork, kill_all_along, killed_after};

const REACTOR: Station = 0;
const A: Station = 1;
const B: Station = 2;

fn exchange() -> Arc<Exchange> {
    Arc::new(Exchange::new(Plan::new(1, 2)).unwrap())
}

fn received(post: &Post) -> Vec<(Station, u32, Vec<u8>)> {
    let mut all = Vec::new();
    post.receive(|from, tag, bytes| {
        all.push((from, tag, std::mem::take(bytes)));
        true
    });
    all
}

#[test]
fn messages_go_from_each_to_each() {
    let exchange = exchange();
    let [reactor, a, b] = [REACTOR, A, B].map(|station| Post::take(&exchange, station));
    a.send(B, 7, &[b"ab", b"", b"c"]).unwrap();
    a.send(REACTOR, 1 << 29, &[]).unwrap();
    reactor.send(B, 0, &[b"x"]).unwrap();
    assert_eq!(received(&b), []);
    a.ring();
    reactor.ring();
    let mut all = received(&b);
    all.sort();
    assert_eq!(all, [(REACTOR, 0, b"x".to_vec()), (A, 7, b"abc".to_vec())]);
    assert_eq!(received(&reactor), [(A, 1 << 29, vec![])]);
    assert_eq!(a.send(A, 0, &[]), Err(Full::Nowhere));
    assert_eq!(reactor.send(REACTOR, 0, &[]), Err(Full::Nowhere));
    assert_eq!(a.send(3, 0, &[]), Err(Full::Nowhere));
}

#[test]
fn what_does_not_fit_follows_in_order_and_has_a_limit() {
    let plan = Plan {
        overflow: 200_000,
        ..Plan::new(1, 2)
    };
    let exchange = Arc::new(Exchange::new(plan).unwrap());
    let (a, b) = (Post::take(&exchange, A), Post::take(&exchange, B));
    let mut sent = 0_u32;
    let full = loop {
        let bytes = vec![sent as u8; 30_000];
        match a.send(B, sent, &[&bytes]) {
            Ok(()) => sent += 1,
            Err(full) => break full,
        }
    };
    assert_eq!(full, Full::Now);
    assert!(a.waiting_for(B) > 100_000 && sent > 10);
    a.ring();
    let mut next = 0;
    while next < sent {
        for (_, tag, bytes) in received(&b) {
            assert_eq!((tag, bytes), (next, vec![next as u8; 30_000]));
            next += 1;
        }
        // B has rung for room.
        assert!(next == sent || !a.sleep());
        received(&a);
        a.ring();
    }
    assert_eq!(a.waiting_for(B), 0);
}

#[test]
fn long_messages_come_in_one_piece() {
    let exchange = exchange();
    let (a, b) = (Post::take(&exchange, A), Post::take(&exchange, B));
    let long: Vec<u8> = (0..3_000_000_u32).map(|n| (n / 7) as u8).collect();
    a.send(B, 5, &[&long[..1000], &long[1000..]]).unwrap();
    a.send(B, 6, &[b"behind"]).unwrap();
    let mut all = Vec::new();
    while all.len() < 2 {
        received(&a);
        a.ring();
        all.extend(received(&b));
    }
    assert!(all[0] == (A, 5, long) && all[1] == (A, 6, b"behind".to_vec()));
}

#[test]
fn a_successor_takes_what_waits_but_no_rest_of_a_message() {
    let exchange = exchange();
    let a = Post::take(&exchange, A);
    let long = vec![1; 400_000];
    a.send(B, 1, &[b"taken"]).unwrap();
    a.send(B, 2, &[&long]).unwrap();
    a.send(B, 3, &[b"waits"]).unwrap();
    a.ring();
    // Ends with a part of the long one in its hands.
    fork(|| {
        let b = Post::take(&exchange, B);
        assert_eq!(received(&b), [(A, 1, b"taken".to_vec())]);
    })
    .wait();
    received(&a);
    a.ring();
    let b = Post::take(&exchange, B);
    let mut all = received(&b);
    received(&a);
    a.ring();
    all.extend(received(&b));
    assert_eq!(all, [(A, 3, b"waits".to_vec())]);
}

#[test]
fn what_a_killed_process_had_in_its_hands_is_known_wherever_it_is_killed() {
    kill_all_along(100, |instructions| {
        let exchange = exchange();
        let status = exchange.status(B);
        let handled = Mapping::new(1).unwrap();
        let handled: &AtomicU8 = handled.at(0);
        Post::take(&exchange, A).send(B, 6, &[b"any"]).unwrap();
        let b = RefCell::new(None);
        let take = || {
            b.replace(Some(Post::take(&exchange, B)));
        };
        let receive = || {
            let handle = |_, tag: u32, _: &mut Vec<u8>| {
                assert!(tag == 6 && status.in_hand.load(Ordering::Relaxed) == 7);
                handled.fetch_add(1, Ordering::Relaxed);
                status.in_hand.store(0, Ordering::Release);
                true
            };
            if let Some(b) = &*b.borrow() {
                b.receive_in_hand(|_| true, |tag, _| Some(i64::from(tag) + 1), handle);
            }
        };
        let killed = killed_after(instructions, take, receive)?;
        let was_handled = handled.load(Ordering::Relaxed) == 1;
        let in_hand = status.in_hand.swap(0, Ordering::Acquire) == 7;
        let is_told = in_hand && exchange.has_taken(B);
        let is_left = !exchange.is_empty(A, B);
        // If it was killed between the two, it is told of although it was handled.
        assert!(is_left != (was_handled || is_told), "after {instructions}");
        take();
        receive();
        let is_lost = handled.load(Ordering::Relaxed) == 0;
        assert_eq!(is_lost, is_told && !was_handled);
        assert!(exchange.is_empty(A, B) && handled.load(Ordering::Relaxed) <= 1);
        assert!(killed.is_ok() || was_handled && !is_told);
        Some(killed)
    });
}

#[test]
fn one_who_rings_for_the_dead_wakes_everybody() {
    let exchange = exchange();
    let b = Post::take(&exchange, B);
    // Ends without ringing.
    fork(|| {
        Post::take(&exchange, A)
            .send(B, 9, &[b"last words"])
            .unwrap()
    })
    .wait();
    assert!(b.sleep());
    exchange.bury(A);
    assert_eq!(received(&b), [(A, 9, b"last words".to_vec())]);
    assert!(exchange.is_empty(A, B));
}

#[test]
fn long_messages_go_through_the_small_rings_of_many() {
    let exchange = Arc::new(Exchange::new(Plan::new(0, 65)).unwrap());
    let (a, b) = (Post::take(&exchange, 63), Post::take(&exchange, 64));
    for len in [65_520, 65_536, 100_000, 200_000] {
        let long = vec![7; len];
        a.send(64, 5, &[&long]).unwrap();
        a.ring();
        let mut all = Vec::new();
        while all.is_empty() {
            all.extend(received(&b));
            received(&a);
            a.ring();
        }
        assert!(all == [(63, 5, long)], "{len}");
    }
}

#[test]
fn the_rest_of_a_message_is_not_expected_of_the_dead() {
    let exchange = exchange();
    let b = Post::take(&exchange, B);
    let begin = || {
        fork(|| {
            Post::take(&exchange, A)
                .send(B, 1, &[&[1; 400_000]])
                .unwrap()
        })
        .wait();
        exchange.bell(B).ring(A.into(), || {});
        assert_eq!(received(&b), []);
    };
    begin();
    assert_eq!(b.begun(), [A]);
    exchange.bury(A);
    assert_eq!(b.begun(), []);
    // A successor.
    let a = Post::take(&exchange, A);
    a.send(B, 2, &[b"whole"]).unwrap();
    a.ring();
    assert_eq!(received(&b), [(A, 2, b"whole".to_vec())]);
    begin();
    assert_eq!(b.begun(), [A]);
}

#[test]
fn a_process_without_a_loop_waits_for_room() {
    let exchange = exchange();
    let b = Post::take(&exchange, B);
    let sent = vec![5; 3_000_000];
    let child = fork(|| {
        let a = Post::take(&exchange, A);
        a.ring_at_once();
        a.send(B, 1, &[&sent]).unwrap();
    });
    let mut all = Vec::new();
    while all.is_empty() {
        b.pause(Some(Duration::from_millis(5)));
        all.extend(received(&b));
        b.ring();
    }
    child.wait();
    assert!(all == [(A, 1, sent)]);
}

#[test]
fn who_goes_on_at_a_spare_station_leaves_the_rest_to_a_successor() {
    let plan = Plan::new(1, 2).with_spares(1);
    let exchange = Arc::new(Exchange::new(plan).unwrap());
    let [reactor, a, b] = [REACTOR, A, B].map(|station| Post::take(&exchange, station));
    a.send(REACTOR, 1, &[b"before"]).unwrap();
    assert!(!a.may_move(|to| to == REACTOR));
    a.ring();
    assert_eq!(received(&reactor), [(REACTOR + 1, 1, b"before".to_vec())]);
    assert!(a.may_move(|to| to == REACTOR));
    reactor.send(A, 2, &[b"for whoever is there"]).unwrap();
    reactor.ring();
    let spare = exchange.take_spare(A).unwrap();
    assert_eq!((exchange.take_spare(B), exchange.post(spare)), (None, A));
    // Left over from somebody else.
    b.send(spare, 9, &[b"for nobody"]).unwrap();
    b.ring();
    a.move_to(spare);
    a.send(REACTOR, 3, &[b"after"]).unwrap();
    b.send(spare, 4, &[b"an answer"]).unwrap();
    a.ring();
    b.ring();
    assert_eq!(received(&reactor), [(spare, 3, b"after".to_vec())]);
    assert_eq!(received(&a), [(B, 4, b"an answer".to_vec())]);
    let successor = Post::take(&exchange, A);
    assert_eq!(
        received(&successor),
        [(REACTOR, 2, b"for whoever is there".to_vec())]
    );
    assert_eq!(exchange.spare_of(std::process::id()), Some(spare));
    exchange.give_back(spare);
    assert_eq!(exchange.take_spare(B), Some(spare));
}

#[test]
fn requests_under_way_are_those_of_all_who_live() {
    let exchange = exchange();
    let [a, b] = [A, B].map(|station| Post::take(&exchange, station));
    a.show_requests(3);
    b.show_requests(4);
    assert_eq!(exchange.requests(), 7);
    fork(|| {
        Post::take(&exchange, A).show_requests(5);
        assert_eq!(exchange.requests(), 9);
    })
    .wait();
    // Killed: what it had in its hands is nobody's.
    exchange.bury(A);
    assert_eq!(exchange.requests(), 4);
}

#[test]
fn a_child_sends_from_a_station_of_its_own() {
    let plan = Plan::new(1, 2).with_spares(1);
    let exchange = Arc::new(Exchange::new(plan).unwrap());
    let [reactor, a] = [REACTOR, A].map(|station| Post::take(&exchange, station));
    a.send(REACTOR, 1, &[b"the parent"]).unwrap();
    for _ in 0..2 {
        // The second one takes the station of the first one, which is dead.
        fork(|| {
            assert!(a.is_copy() && a.send(REACTOR, 9, &[]) == Err(Full::Nowhere));
            a.ring();
            let spare = exchange.visit(A).unwrap();
            assert_eq!((exchange.visit(A), exchange.post(spare)), (None, A));
            a.move_to(spare);
            a.send(REACTOR, 2, &[b"the child"]).unwrap();
            a.ring();
        })
        .wait();
    }
    a.send(REACTOR, 3, &[b"once more"]).unwrap();
    a.ring();
    let mut all = received(&reactor);
    all.sort();
    let (child, parent) = (exchange.spares().start, A);
    let text = |from, tag, text: &[u8]| (from, tag, text.to_vec());
    assert_eq!(
        all,
        [
            text(parent, 1, b"the parent"),
            text(parent, 3, b"once more"),
            text(child, 2, b"the child"),
            text(child, 2, b"the child"),
        ]
    );
    assert!(reactor.has_lost_somebody());
}

#[test]
fn too_many_are_refused() {
    assert!(Exchange::new(Plan::new(64, 256)).is_ok());
    let error = Exchange::new(Plan::new(1000, 1000)).err().unwrap();
    assert!(error.to_string().contains("lower worker_num"), "{error}");
}
