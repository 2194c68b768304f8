use super::*;

/// A day in November 2026, in every time zone.
const NOON: Duration = Duration::new(1_795_262_400, 45_000);
const DAY: Duration = Duration::from_secs(86_400);

fn folder() -> tempdir::Folder {
    tempdir::Folder::new()
}

/// A folder that goes with its owner.
mod tempdir {
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicU32, Ordering};

    pub struct Folder(pub PathBuf);

    impl Folder {
        pub fn new() -> Self {
            static NEXT: AtomicU32 = AtomicU32::new(0);
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let name = format!("swoole-log-{}-{number}", std::process::id());
            let path = std::env::temp_dir().join(name);
            std::fs::create_dir(&path).unwrap();
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn levels_of_numbers() {
    let levels: Vec<_> = (-1..8).map(Level::from_number).collect();
    use Level::{Debug, Error, Info, None, Notice, Trace, Warning};
    assert_eq!(
        levels,
        [
            Debug, Debug, Trace, Info, Notice, Warning, Error, None, None
        ]
    );
    assert!(levels.is_sorted());
}

#[test]
fn rotations_of_numbers() {
    use Rotation::{Daily, EveryMinute, Hourly, Monthly, Single};
    let rotations: Vec<_> = (-1..6).map(Rotation::from_number).collect();
    assert_eq!(
        rotations,
        [Daily, Single, Monthly, Daily, Hourly, EveryMinute, Daily]
    );
}

#[test]
fn a_line_has_date_process_level_and_message() {
    let mut logger = Logger::new();
    let pid = std::process::id();
    logger.set_date_format(NOON, b"%Y").unwrap();
    assert_eq!(
        String::from_utf8(logger.line(NOON, Level::Warning, b"a b")).unwrap(),
        format!("[2026 %{pid}.0]\tWARNING\ta b\n")
    );
    logger.microseconds = true;
    assert_eq!(
        String::from_utf8(logger.line(NOON, Level::None, b"")).unwrap(),
        format!("[2026<.000045> %{pid}.0]\tINFO\t\n")
    );
}

#[test]
fn the_first_date_format_is_iso() {
    let line = String::from_utf8(Logger::new().line(NOON, Level::Info, b"x")).unwrap();
    let shape: String = line[1..20]
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    assert_eq!(shape, "0000-00-00 00:00:00");
}

#[test]
fn a_message_may_be_any_bytes() {
    let line = Logger::new().line(NOON, Level::Error, b"\xff\0\n");
    assert!(line.ends_with(b"]\tERROR\t\xff\0\n\n"));
}

#[test]
fn date_formats_that_make_no_date_are_refused() {
    let mut logger = Logger::new();
    for format in [&b""[..], b"%Y\0%m", &[b'x'; 128], b"%c%c%c%c%c%c%c%c"] {
        let error = logger.set_date_format(NOON, format).unwrap_err();
        assert!(matches!(error, LogError::DateFormat { length } if length == format.len()));
    }
    assert_eq!(logger.date_format, None);
    logger.set_date_format(NOON, &[b'x'; 127]).unwrap();
}

#[test]
fn lines_are_appended_to_a_file_and_reopened_by_name() {
    let folder = folder();
    let path = folder.0.join("log");
    std::fs::write(&path, "old\n").unwrap();
    let mut logger = Logger::new();
    logger.set_date_format(NOON, b"d").unwrap();
    logger.set_file(NOON, &path).unwrap();
    logger.write(NOON, Level::Info, b"one");
    let moved = folder.0.join("moved");
    std::fs::rename(&path, &moved).unwrap();
    logger.write(NOON, Level::Info, b"two");
    logger.reopen(NOON).unwrap();
    logger.write(NOON, Level::Info, b"three");

    let moved = std::fs::read_to_string(moved).unwrap();
    let messages: Vec<_> = moved
        .lines()
        .map(|line| line.rsplit('\t').next().unwrap())
        .collect();
    assert_eq!(messages, ["old", "one", "two"]);
    assert!(
        std::fs::read_to_string(path)
            .unwrap()
            .ends_with("\tthree\n")
    );
}

#[test]
fn a_file_that_cannot_be_opened_changes_nothing() {
    let folder = folder();
    let mut logger = Logger::new();
    logger.set_file(NOON, &folder.0.join("log")).unwrap();
    let missing = folder.0.join("missing/log");
    match logger.set_file(NOON, &missing).unwrap_err() {
        LogError::Open { path, source } => {
            assert_eq!(path, missing);
            assert_eq!(source.kind(), io::ErrorKind::NotFound);
        }
        other => panic!("{other:?}"),
    }
    logger.write(NOON, Level::Info, b"still here");
    assert!(
        std::fs::read_to_string(folder.0.join("log"))
            .unwrap()
            .contains("still here")
    );
}

#[test]
fn reopening_standard_output_does_nothing() {
    let mut logger = Logger::new();
    logger.reopen(NOON).unwrap();
    assert!(matches!(logger.target, Target::Stdout));
}

#[test]
fn every_period_has_its_file() {
    for (rotation, digits) in [
        (Rotation::Monthly, 6),
        (Rotation::Daily, 8),
        (Rotation::Hourly, 10),
        (Rotation::EveryMinute, 12),
    ] {
        let folder = folder();
        let mut logger = Logger::new();
        logger.rotation = rotation;
        logger.set_file(NOON, &folder.0.join("log")).unwrap();
        logger.write(NOON, Level::Info, b"one");
        logger.write(NOON + 31 * DAY, Level::Info, b"two");
        let names = names(&folder.0);
        assert_eq!(names.len(), 2, "{names:?}");
        for name in &names {
            let date = name.strip_prefix("log.2026").unwrap();
            assert_eq!(date.len() + 4, digits, "{name}");
            assert!(date.bytes().all(|byte| byte.is_ascii_digit()));
        }
    }
}

#[test]
fn rotation_set_after_the_file_begins_with_the_next_line() {
    let folder = folder();
    let mut logger = Logger::new();
    logger.set_file(NOON, &folder.0.join("log")).unwrap();
    logger.rotation = Rotation::Monthly;
    logger.write(NOON, Level::Info, b"one");
    assert_eq!(names(&folder.0), ["log", "log.202611"]);
    assert_eq!(std::fs::read(folder.0.join("log")).unwrap(), b"");
}

#[test]
fn a_failed_rotation_is_told_once_and_loses_no_line() {
    let folder = folder();
    let mut logger = Logger::new();
    logger.rotation = Rotation::Monthly;
    logger.set_file(NOON, &folder.0.join("log")).unwrap();
    // A folder in the place of the next file.
    std::fs::create_dir(dated(
        &folder.0.join("log"),
        Rotation::Monthly,
        NOON + 31 * DAY,
    ))
    .unwrap();
    logger.write(NOON + 31 * DAY, Level::Info, b"one");
    logger.write(NOON + 31 * DAY, Level::Info, b"two");
    let text = std::fs::read_to_string(folder.0.join("log.202611")).unwrap();
    let messages: Vec<_> = text
        .lines()
        .map(|line| line.rsplit('\t').next().unwrap())
        .collect();
    assert_eq!(messages.len(), 3, "{text}");
    assert!(
        messages[0].starts_with("cannot open the log file"),
        "{text}"
    );
    assert_eq!(messages[1..], ["one", "two"]);
}
