//! UTF-8 checks: of a whole text, and of a text that grows while it arrives.

/// Whether `text` is valid UTF-8 (RFC 3629).
#[inline]
pub fn is_valid(text: &[u8]) -> bool {
    simdutf8::basic::from_utf8(text).is_ok()
}

/// The bytes seen so far cannot become valid UTF-8, whatever follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidUtf8;

/// Checks a text that grows in a contiguous buffer, and fails as soon as the text cannot become valid.
///
/// It remembers how far the text is known to be good; only the bytes behind that, at most three of an incomplete
/// character and what has arrived since, are looked at again.
#[derive(Debug, Clone, Copy, Default)]
pub struct GrowingText {
    checked: usize,
}

impl GrowingText {
    /// A checker for a text of which nothing has arrived.
    pub const fn new() -> Self {
        Self { checked: 0 }
    }

    /// Checks what has been added. `text` is the whole text so far.
    #[inline]
    pub fn check(&mut self, text: &[u8]) -> Result<(), InvalidUtf8> {
        match simdutf8::compat::from_utf8(&text[self.checked..]) {
            Ok(_) => {
                self.checked = text.len();
                Ok(())
            }
            Err(error) if error.error_len().is_none() => {
                self.checked += error.valid_up_to();
                Ok(())
            }
            Err(_) => Err(InvalidUtf8),
        }
    }

    /// Checks the complete text, which must not end inside a character.
    #[inline]
    pub fn finish(self, text: &[u8]) -> Result<(), InvalidUtf8> {
        if is_valid(&text[self.checked..]) {
            Ok(())
        } else {
            Err(InvalidUtf8)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds `text` in pieces that end at `ends` and tells how many bytes had arrived when it was refused.
    fn refused_at(text: &[u8], ends: impl IntoIterator<Item = usize>) -> Option<usize> {
        let mut checker = GrowingText::new();
        for end in ends {
            if checker.check(&text[..end]).is_err() {
                return Some(end);
            }
        }
        checker.finish(text).is_err().then_some(text.len() + 1)
    }

    #[test]
    fn valid_texts_pass_at_every_split() {
        let text = "κόσμε \u{0}\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF} ".repeat(9);
        let text = text.as_bytes();
        assert!(is_valid(text));
        for split in 0..=text.len() {
            assert_eq!(refused_at(text, [split, text.len()]), None);
        }
        assert_eq!(refused_at(text, 1..=text.len()), None);
    }

    #[test]
    fn invalid_bytes_are_refused_at_the_first_that_cannot_follow() {
        // Prefix, then how many bytes may arrive before the text is beyond repair.
        let cases: [(&[u8], usize); 9] = [
            (b"\x80", 1),
            (b"\xC0", 1),
            (b"\xF5", 1),
            (b"\xE0\x80", 2),
            (b"\xED\xA0", 2),
            (b"\xF0\x8F", 2),
            (b"\xF4\x90", 2),
            (b"\xC3a", 2),
            (b"\xF0\x9F\x98 ", 4),
        ];
        for (bad, at) in cases {
            for prefix in [0usize, 1, 3, 40, 200] {
                let mut text = vec![b'x'; prefix];
                text.extend_from_slice(bad);
                text.extend_from_slice(b"rest");
                assert!(!is_valid(&text));
                assert_eq!(
                    refused_at(&text, 1..=text.len()),
                    Some(prefix + at),
                    "{bad:x?} after {prefix}"
                );
                assert_eq!(refused_at(&text, [text.len()]), Some(text.len()));
            }
        }
    }

    #[test]
    fn a_text_that_ends_inside_a_character_is_refused_at_the_end_only() {
        let text = b"ok \xF0\x9F\x98";
        assert_eq!(refused_at(text, 1..=text.len()), Some(text.len() + 1));
    }
}
