//! What tables do between real processes.

use std::collections::HashMap;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;

use super::super::SharedCell;
use super::*;
use crate::engine::testing::{Forked, fork, killed_after};

const NAME: usize = 0;
const COUNT: usize = 1;
const PRICE: usize = 2;
const COPY: usize = 3;

fn table(buckets: usize, limit: u32) -> Table {
    let mut layout = Layout::default();
    assert!(layout.add(Kind::Text(100)));
    assert!(layout.add(Kind::Int));
    assert!(layout.add(Kind::Float));
    assert!(layout.add(Kind::Text(100)));
    Table::new(buckets, limit, layout).unwrap()
}

type Changes<'a> = [Change<&'a [u8]>; 4];

fn all(name: &[u8], count: i64, price: f64) -> Changes<'_> {
    [
        Change::Text(name),
        Change::Int(count),
        Change::Float(price),
        Change::Text(name),
    ]
}

fn row(table: &Table, key: &[u8]) -> Option<(Vec<u8>, i64, f64, Vec<u8>)> {
    let mut row = Row::new(table.layout());
    table.get(key, &mut row).then(|| values(table, &row))
}

fn values(table: &Table, row: &Row) -> (Vec<u8>, i64, f64, Vec<u8>) {
    let columns = table.layout().columns();
    (
        row.text(&columns[NAME]).to_vec(),
        row.int(&columns[COUNT]),
        row.float(&columns[PRICE]),
        row.text(&columns[COPY]).to_vec(),
    )
}

fn keys(table: &Table) -> Vec<Vec<u8>> {
    let (mut cursor, mut row) = (Cursor::default(), Row::new(table.layout()));
    let mut keys = Vec::new();
    while let Some(key) = table.next_row(&mut cursor, &mut row) {
        keys.push(key.as_bytes().to_vec());
    }
    keys.sort();
    keys
}

/// Numbers that look random; the same ones every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Runs `body` in a child that is killed when it has run for a while.
fn killed(progress: &SharedCell<AtomicU32>, steps: u32, body: impl FnOnce()) {
    let begin = progress.load(SeqCst);
    let child = fork(body);
    while progress.load(SeqCst).wrapping_sub(begin) < steps {
        std::hint::spin_loop();
    }
    child.kill();
}

#[test]
fn rows_are_set_changed_and_deleted() {
    let table = table(64, 76);
    assert_eq!(row(&table, b"a"), None);
    table.set(b"a", &all(b"name", 5, 0.5)).unwrap();
    let whole = (b"name".to_vec(), 5, 0.5, b"name".to_vec());
    assert_eq!(row(&table, b"a"), Some(whole));
    let some: Changes = [Change::Text(b""), Change::Keep, Change::Keep, Change::Keep];
    table.set(b"a", &some).unwrap();
    let one: Changes = [Change::Keep, Change::Int(-1), Change::Keep, Change::Keep];
    table.set(b"a", &one).unwrap();
    let whole = (Vec::new(), -1, 0.5, b"name".to_vec());
    assert_eq!(row(&table, b"a"), Some(whole));
    table.set(b"b", &one).unwrap();
    assert_eq!(row(&table, b"b"), Some((Vec::new(), -1, 0.0, Vec::new())));
    assert_eq!(
        (table.count(), table.delete(b"a"), table.delete(b"a")),
        (2, true, false)
    );
    assert_eq!(
        (table.count(), table.contains(b"a"), table.contains(b"b")),
        (1, false, true)
    );
    let stats = table.stats();
    assert_eq!((stats.inserts, stats.updates, stats.deletes), (2, 2, 1));
}

#[test]
fn numbers_are_added_to() {
    let table = table(64, 76);
    assert_eq!(table.add_int(b"a", COUNT, 5), Ok(5));
    assert_eq!(table.add_int(b"a", COUNT, i64::MAX), Ok(i64::MIN + 4));
    assert_eq!(table.add_float(b"a", PRICE, 0.5), Ok(0.5));
    assert_eq!(table.add_float(b"a", PRICE, -1.0), Ok(-0.5));
    let whole = (Vec::new(), i64::MIN + 4, -0.5, Vec::new());
    assert_eq!(row(&table, b"a"), Some(whole));
}

#[test]
fn what_is_too_long_is_cut() {
    let table = table(64, 76);
    table.set(&[b'k'; 70], &all(&[b'v'; 120], 1, 1.0)).unwrap();
    let (name, ..) = row(&table, &[b'k'; 63]).unwrap();
    assert_eq!(name, [b'v'; 100]);
    assert!(table.contains(&[b'k'; 99]) && !table.contains(&[b'k'; 62]));
    assert_eq!(keys(&table), [[b'k'; 63]]);
}

#[test]
fn keys_that_look_alike_are_not() {
    let table = table(1, 100);
    let alike: [&[u8]; 6] = [b"", b"\0", b"\0\0", b"a", b"a\0", b"aaaaaaaaa"];
    for (number, key) in (0..).zip(alike) {
        table.add_int(key, COUNT, number).unwrap();
    }
    for (number, key) in (0..).zip(alike) {
        assert_eq!(row(&table, key).unwrap().1, number);
    }
    assert_eq!(table.stats().deepest, 5);
}

#[test]
fn a_full_table_takes_no_more_and_changes_what_it_has() {
    let table = table(64, 76);
    for number in 0..76_u32 {
        table
            .set(&number.to_le_bytes(), &all(b"x", 1, 1.0))
            .unwrap();
    }
    assert_eq!(table.set(b"another", &all(b"x", 1, 1.0)), Err(Full));
    assert_eq!(table.add_int(b"another", COUNT, 1), Err(Full));
    for number in 0..76_u32 {
        table
            .set(&number.to_le_bytes(), &all(b"y", 2, 1.0))
            .unwrap();
    }
    assert_eq!((table.count(), keys(&table).len()), (76, 76));
    assert!(table.delete(&5_u32.to_le_bytes()));
    table.set(b"another", &all(b"x", 1, 1.0)).unwrap();
}

#[test]
fn sizes_that_cannot_be_are_refused() {
    let huge = |buckets, limit, text| {
        let mut layout = Layout::default();
        assert!(layout.add(Kind::Text(text)));
        Table::new(buckets, limit, layout).map(|_| ())
    };
    assert!(huge(1 << 31, u32::MAX, 1).is_err());
    assert!(huge(1 << 31, 1 << 31, u32::MAX).is_err());
    assert!(huge(3, 3, 1).is_err());
}

#[test]
fn a_table_does_what_a_map_does() {
    let table = table(16, 40);
    let mut map: HashMap<Vec<u8>, i64> = HashMap::new();
    let mut numbers = Numbers(12345);
    for _ in 0..20_000 {
        let key = numbers.below(60).to_string().into_bytes();
        let value = numbers.below(1000).cast_signed();
        match numbers.below(4) {
            0 => assert_eq!(table.delete(&key), map.remove(&key).is_some()),
            1 if map.len() < 40 || map.contains_key(&key) => {
                let sum = map.entry(key.clone()).or_default();
                *sum += value;
                assert_eq!(table.add_int(&key, COUNT, value), Ok(*sum));
            }
            2 => {
                let text = value.to_string();
                let result = table.set(&key, &all(text.as_bytes(), value, 0.5));
                if map.len() < 40 || map.contains_key(&key) {
                    assert_eq!(result, Ok(()));
                    map.insert(key, value);
                } else {
                    assert_eq!(result, Err(Full));
                }
            }
            _ => assert_eq!(row(&table, &key).map(|row| row.1), map.get(&key).copied()),
        }
        assert_eq!(table.count() as usize, map.len());
    }
    let mut expected: Vec<_> = map.into_keys().collect();
    expected.sort();
    assert_eq!(keys(&table), expected);
}

#[test]
fn rows_may_be_changed_and_deleted_on_the_way() {
    let table = table(8, 200);
    for number in 0..150_u64 {
        table
            .set(&number.to_le_bytes(), &all(b"old", 0, 0.0))
            .unwrap();
    }
    let (mut cursor, mut row) = (Cursor::default(), Row::new(table.layout()));
    let mut met = 0;
    while let Some(key) = table.next_row(&mut cursor, &mut row) {
        met += 1;
        table.set(key.as_bytes(), &all(b"new", 1, 1.0)).unwrap();
        if met % 2 == 0 {
            assert!(table.delete(key.as_bytes()));
        }
    }
    assert_eq!((met, table.count()), (150, 75));
}

/// Readers and writers of a few rows, which are all in a few chains.
#[test]
fn nobody_sees_half_a_row() {
    let table = table(2, 24);
    let work = |seed: u64| {
        let mut numbers = Numbers(seed);
        let mut copy = Row::new(table.layout());
        for _ in 0..30_000 {
            let key = [b'k', numbers.below(8) as u8];
            match numbers.below(6) {
                0 => {
                    table.delete(&key);
                }
                1 | 2 => {
                    let number = numbers.below(26);
                    let text = [b'a' + number as u8; 90];
                    let text = &text[..numbers.below(91) as usize];
                    let sum = text.len() as i64;
                    table.set(&key, &all(text, sum, sum as f64)).unwrap();
                }
                _ if table.get(&key, &mut copy) => {
                    let (name, count, price, again) = values(&table, &copy);
                    assert_eq!(name, again);
                    assert_eq!((name.len() as i64, count as f64), (count, price));
                    assert!(name.windows(2).all(|pair| pair[0] == pair[1]));
                }
                _ => {}
            }
        }
    };
    let children: Vec<_> = (1..5)
        .map(|seed| fork(|| work(seed * 77_777_777)))
        .collect();
    children.into_iter().for_each(Forked::wait);
    assert_eq!(table.count() as usize, keys(&table).len());
}

#[test]
fn processes_add_up() {
    let table = table(64, 76);
    let children: Vec<_> = (0..4)
        .map(|_| {
            fork(|| {
                for number in 0..10_000_u32 {
                    table.add_int(&[(number % 5) as u8], COUNT, 1).unwrap();
                }
            })
        })
        .collect();
    children.into_iter().for_each(Forked::wait);
    let sums: Vec<_> = (0..5).map(|key| row(&table, &[key]).unwrap().1).collect();
    assert_eq!((sums, table.count()), (vec![8000; 5], 5));
}

/// Processes that are killed at any moment leave whole rows, no lock, and lose no slot.
#[test]
fn the_killed_leave_a_table_that_works() {
    let table = table(2, 24);
    let progress = SharedCell::<AtomicU32>::new().unwrap();
    for seed in 1..150_u64 {
        killed(&progress, 50, || {
            let mut numbers = Numbers(seed * 31_337_777);
            loop {
                let key = [b'k', numbers.below(24) as u8];
                let text = [b'a' + numbers.below(26) as u8; 90];
                match numbers.below(5) {
                    0 => drop(table.delete(&key)),
                    1 => drop(table.add_int(&key, COUNT, 0)),
                    _ => drop(table.set(&key, &all(&text, 90, 90.0))),
                }
                progress.fetch_add(1, SeqCst);
            }
        });
        for key in keys(&table) {
            let (name, _, price, again) = row(&table, &key).unwrap();
            assert_eq!((name.len() as f64, &name), (price, &again));
        }
    }
    // Whoever takes the last lock of a dead process puts the count right.
    for number in 0..24 {
        table.set(&[b'k', number], &all(b"x", 1, 1.0)).unwrap();
    }
    assert_eq!((table.count(), keys(&table).len()), (24, 24));
    assert_eq!(table.set(b"another", &all(b"x", 1, 1.0)), Err(Full));
    for number in 0..24 {
        assert!(table.delete(&[b'k', number]));
    }
    assert_eq!((table.count(), keys(&table).len()), (0, 0));
}

#[test]
fn many_processes_share_the_slots_of_a_full_table() {
    let table = table(64, 8);
    for number in 0..8 {
        table.set(&[number], &all(b"x", 1, 1.0)).unwrap();
    }
    // More than there are spare slots, one after the other: each would keep one.
    for _ in 0..100 {
        fork(|| {
            for number in 0..8 {
                table.set(&[number], &all(b"y", 1, 1.0)).unwrap();
            }
        })
        .wait();
    }
    assert_eq!(row(&table, &[7]).unwrap().0, b"y");
}

/// Kills a child at the moment when `body` has come to its end.
fn dies_after(body: impl FnOnce()) {
    let there = SharedCell::<AtomicU32>::new().unwrap();
    killed(&there, 1, || {
        body();
        there.store(1, SeqCst);
        loop {
            thread::park();
        }
    });
}

/// What a process has done when it dies: each step of adding a row and changing it.
#[test]
fn whoever_dies_within_a_change_takes_nothing_along() {
    let steps: [fn(&Table, Owner, &Key); 5] = [
        |table, own, key| std::mem::forget(table.hold(key, own)),
        |table, own, key| {
            std::mem::forget(table.hold(key, own));
            table.memory.header().rows.count.fetch_add(1, SeqCst);
            table.take_slot(own);
        },
        |table, own, key| {
            let place = table.hold(key, own);
            let (number, slot) = table.take_slot(own).unwrap();
            slot.mark().store(key.mark(), SeqCst);
            key.write(slot.key());
            slot.set_next(place.bucket.head.load(SeqCst));
            std::mem::forget(Changing::begin(place.bucket));
            place.bucket.head.store(number, SeqCst);
            std::mem::forget(place);
        },
        |table, own, key| {
            let place = table.hold(key, own);
            let found = table.find_locked(&place, &Key::new(b"old", &table.secret));
            table.link(&place, &found.unwrap(), 0, own);
            std::mem::forget(place);
        },
        |table, own, key| {
            std::mem::forget(table.hold(key, own));
            std::mem::forget(table.memory.header().pool.lock.hold(own));
            table.memory.header().pool.free.store(77, SeqCst);
        },
    ];
    for (step, run) in steps.into_iter().enumerate() {
        let table = table(1, 8);
        table.set(b"old", &all(b"old", 1, 1.0)).unwrap();
        let dead = || run(&table, Owner::current(), &Key::new(b"new", &table.secret));
        for _ in 0..100 {
            dies_after(dead);
            table.set(b"old", &all(b"old", 1, 1.0)).unwrap();
            assert_eq!(table.delete(b"new"), step == 2);
            // Odd would mean that it is being changed.
            assert_eq!(table.memory.buckets()[0].version.load(SeqCst) % 2, 0);
        }
        assert_eq!(table.count() as usize, keys(&table).len(), "step {step}");
        assert_eq!(row(&table, b"old").unwrap().0, b"old", "step {step}");
        for number in 0..7 {
            table.set(&[number], &all(b"x", 1, 1.0)).unwrap();
        }
        assert_eq!(table.add_int(b"more", COUNT, 1), Err(Full), "step {step}");
        assert_eq!((table.count(), keys(&table).len()), (8, 8), "step {step}");
    }
}

/// The same, of whoever dies after any instruction of a change, of taking a lock over, or of putting things right. There are
/// many: so many of each are tried.
#[test]
fn whoever_dies_at_any_instruction_takes_nothing_along() {
    const POINTS: u64 = 6;
    type Step = fn(&Table);
    let nothing: Step = |_| ();
    let changes: [(Step, Step); 7] = [
        (nothing, |table| {
            table.set(b"new", &all(b"new", 1, 1.0)).unwrap();
        }),
        (nothing, |table| {
            table.set(b"old", &all(b"other", 2, 2.0)).unwrap();
        }),
        (nothing, |table| {
            table.add_int(b"old", COUNT, 0).unwrap();
        }),
        (nothing, |table| {
            table.delete(b"old");
        }),
        (Table::report_damage, |table| {
            table.set(b"old", &all(b"other", 2, 2.0)).unwrap();
        }),
        (
            |table| dies_after(|| std::mem::forget(table.hold(&key(table), Owner::current()))),
            |table| {
                table.set(b"new", &all(b"new", 1, 1.0)).unwrap();
            },
        ),
        (
            |table| {
                dies_after(|| {
                    let pool = &table.memory.header().pool;
                    std::mem::forget(pool.lock.hold(Owner::current()));
                });
            },
            |table| {
                table.set(b"new", &all(b"new", 1, 1.0)).unwrap();
            },
        ),
    ];
    for (number, (before, change)) in changes.into_iter().enumerate() {
        let table = table(1, 8);
        let fill = || {
            table.delete(b"new");
            for name in [&b"old"[..], b"one", b"two"] {
                table.set(name, &all(name, 3, 3.0)).unwrap();
            }
            before(&table);
        };
        let die = |instructions| {
            killed_after(
                instructions,
                || {
                    Owner::current();
                },
                || change(&table),
            )
        };
        fill();
        let Some(Err(instructions)) = die(u64::MAX) else {
            return;
        };
        let stride = (instructions / POINTS).max(1);
        for point in (number as u64 % stride..instructions).step_by(stride as usize) {
            fill();
            die(point);
            table.set(b"one", &all(b"one", 1, 3.0)).unwrap();
            let bucket = &table.memory.buckets()[0];
            assert_eq!(bucket.version.load(SeqCst) % 2, 0, "{number}, {point}");
            let keys = keys(&table);
            assert_eq!(table.count() as usize, keys.len(), "{number}, {point}");
            for key in keys {
                let (name, count, price, again) = row(&table, &key).unwrap();
                assert_eq!(name, again);
                assert!(count as f64 == price || name == b"one");
            }
            assert!(row(&table, b"one").is_some() && row(&table, b"two").is_some());
        }
        let taken = table.count();
        for number in taken..8 {
            table.set(&[number as u8], &all(b"x", 1, 1.0)).unwrap();
        }
        assert_eq!((table.count(), keys(&table).len()), (8, 8), "{number}");
    }
}

fn key(table: &Table) -> Key {
    Key::new(b"old", &table.secret)
}

/// The dead have taken all slots since somebody has looked for such last.
#[test]
fn what_many_dead_have_in_hand_is_found_at_once() {
    let table = table(1, 1);
    table.set(b"old", &all(b"old", 1, 1.0)).unwrap();
    table.report_damage();
    table.set(b"old", &all(b"old", 2, 2.0)).unwrap();
    while let Some((number, slot)) = table.take_slot(Owner::current()) {
        // Of a process that was started at another time.
        slot.owner()
            .store(Owner::current().bits() ^ (1 << 40), SeqCst);
        assert_ne!(number, 0);
    }
    table.set(b"old", &all(b"new", 3, 3.0)).unwrap();
    assert_eq!(row(&table, b"old").unwrap().0, b"new");
}
