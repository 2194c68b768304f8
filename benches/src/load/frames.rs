//! WebSocket frames written by hand (RFC 6455, section 5.2): masked ones to send, and the bytes of the only right reply.
//! No IO.

/// Opcode byte of a text message in one frame: FIN and opcode 1.
const TEXT: u8 = 0x81;
/// Opcode byte of a close frame: FIN and opcode 8.
const CLOSE: u8 = 0x88;
/// Close code 1000, normal closure.
const NORMAL: [u8; 2] = 1000u16.to_be_bytes();
/// The mask of every frame: constant, because no proxy is to be protected here, and not zero, so that servers unmask.
const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

/// What is sent in one write, and what must come back for it.
#[derive(Debug)]
pub struct Exchange {
    /// Masked frames.
    pub request: Vec<u8>,
    /// The same messages as a server frames them.
    pub reply: Vec<u8>,
    /// Bytes of one framed message in `reply`.
    pub reply_frame: usize,
}

impl Exchange {
    /// `messages` text messages of `payload` bytes each. Every message of every variant has its own content, so that a
    /// reply to another connection or in another order is noticed.
    pub fn new(variant: usize, messages: usize, payload: usize) -> Self {
        let mut request = Vec::new();
        let mut reply = Vec::new();
        for index in 0..messages {
            let text = text(variant, index, payload);
            push_header(&mut request, TEXT, payload, true);
            push_masked(&mut request, &text);
            push_header(&mut reply, TEXT, payload, false);
            reply.extend_from_slice(&text);
        }
        Self {
            reply_frame: reply.len() / messages,
            request,
            reply,
        }
    }
}

/// A masked close frame with code 1000.
pub fn close_request() -> Vec<u8> {
    let mut frame = Vec::new();
    push_header(&mut frame, CLOSE, NORMAL.len(), true);
    push_masked(&mut frame, &NORMAL);
    frame
}

/// Length of the close frame that `bytes` begin with, as soon as all of it is there.
///
/// The answer to code 1000 is 1000 or an empty close frame (section 5.5.1); anything else is an error.
pub fn close_reply(bytes: &[u8]) -> Result<Option<usize>, String> {
    match bytes {
        [CLOSE, 0, ..] => Ok(Some(2)),
        [CLOSE, 2, high, low, ..] if [*high, *low] == NORMAL => Ok(Some(4)),
        [] | [CLOSE] | [CLOSE, 2] => Ok(None),
        [CLOSE, 2, high] if *high == NORMAL[0] => Ok(None),
        _ => Err(format!(
            "expected a close frame with 1000, got {bytes:02x?}"
        )),
    }
}

/// Printable ASCII that begins with variant and index, as chat messages are mostly ASCII.
fn text(variant: usize, index: usize, length: usize) -> Vec<u8> {
    let mut text = format!("{variant:02}:{index:02} ").into_bytes();
    let letters = (b'a'..=b'z').chain(b'A'..=b'Z').chain(b'0'..=b'9').cycle();
    text.extend(letters.skip(variant + index).take(length));
    text.truncate(length);
    text
}

fn push_header(frame: &mut Vec<u8>, first: u8, length: usize, masked: bool) {
    let mask_bit = if masked { 0x80 } else { 0 };
    frame.push(first);
    match length {
        0..=125 => frame.push(mask_bit | length as u8),
        126..=0xffff => {
            frame.push(mask_bit | 126);
            frame.extend_from_slice(&(length as u16).to_be_bytes());
        }
        _ => {
            frame.push(mask_bit | 127);
            frame.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
}

fn push_masked(frame: &mut Vec<u8>, payload: &[u8]) {
    frame.extend_from_slice(&MASK);
    frame.extend(
        payload
            .iter()
            .zip(MASK.iter().cycle())
            .map(|(byte, mask)| byte ^ mask),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rfc_example_is_reproduced() {
        // Section 5.7: a single-frame masked text message that contains "Hello".
        let mut frame = Vec::new();
        push_header(&mut frame, TEXT, 5, true);
        push_masked(&mut frame, b"Hello");
        assert_eq!(
            frame,
            [
                0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58
            ]
        );
    }

    #[test]
    fn lengths_take_the_shortest_form() {
        let header = |length| {
            let mut bytes = Vec::new();
            push_header(&mut bytes, TEXT, length, false);
            bytes
        };
        assert_eq!(header(125), [0x81, 125]);
        assert_eq!(header(126), [0x81, 126, 0, 126]);
        assert_eq!(header(65_535), [0x81, 126, 0xff, 0xff]);
        assert_eq!(header(65_536), [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]);
    }

    #[test]
    fn an_exchange_has_distinct_messages_of_the_asked_size() {
        let exchange = Exchange::new(3, 16, 64);
        assert_eq!(exchange.request.len(), 16 * (2 + 4 + 64));
        assert_eq!(exchange.reply.len(), 16 * (2 + 64));
        assert_eq!(exchange.reply_frame, 66);
        let frames: std::collections::HashSet<_> = exchange.reply.chunks(66).collect();
        assert_eq!(frames.len(), 16);
        assert_ne!(exchange.reply, Exchange::new(4, 16, 64).reply);
        assert_eq!(Exchange::new(0, 1, 16 * 1024).reply.len(), 4 + 16 * 1024);
    }

    #[test]
    fn only_a_normal_close_is_accepted() {
        assert_eq!(close_reply(&[0x88]), Ok(None));
        assert_eq!(close_reply(&[0x88, 0]), Ok(Some(2)));
        assert_eq!(close_reply(&[0x88, 2, 0x03]), Ok(None));
        assert_eq!(close_reply(&[0x88, 2, 0x03, 0xe8]), Ok(Some(4)));
        assert!(close_reply(&[0x88, 2, 0x03, 0xea]).is_err());
        assert!(close_reply(&[0x81, 0]).is_err());
    }
}
