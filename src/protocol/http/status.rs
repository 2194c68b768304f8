//! Status codes and their phrases.
//!
//! Swoole has two tables that differ in places: the one that PHP code reads through `Swoole\\Http\\Status`,
//! and the one that its server writes into status lines. Both are kept, because programs look at both.

/// Status codes and phrases of `Swoole\\Http\\Status`, in ascending order.
pub static REASON_PHRASES: [(u16, &str); 61] = [
    (100, "Continue"),
    (101, "Switching Protocols"),
    (102, "Processing"),
    (200, "OK"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "Non-Authoritative Information"),
    (204, "No Content"),
    (205, "Reset Content"),
    (206, "Partial Content"),
    (207, "Multi-status"),
    (208, "Already Reported"),
    (226, "IM Used"),
    (300, "Multiple Choices"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (305, "Use Proxy"),
    (306, "Switch Proxy"),
    (307, "Temporary Redirect"),
    (308, "Permanent Redirect"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (407, "Proxy Authentication Required"),
    (408, "Request Time-out"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Request Entity Too Large"),
    (414, "Request-URI Too Large"),
    (415, "Unsupported Media Type"),
    (416, "Requested range not satisfiable"),
    (417, "Expectation Failed"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Entity"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (425, "Unordered Collection"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Time-out"),
    (505, "HTTP Version not supported"),
    (506, "Variant Also Negotiates"),
    (507, "Insufficient Storage"),
    (508, "Loop Detected"),
    (510, "Not Extended"),
    (511, "Network Authentication Required"),
];

/// The phrase of `Swoole\\Http\\Status`, or `Unknown`.
pub fn reason_phrase(status: u16) -> &'static str {
    match REASON_PHRASES.binary_search_by_key(&status, |&(code, _)| code) {
        Ok(index) => REASON_PHRASES[index].1,
        Err(_) => "Unknown",
    }
}

/// The phrase in the status line of a response. Recipients ignore it (RFC 9112 section 4).
pub fn wire_phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        103 => "Early Hints",
        207 => "Multi-Status",
        306 => "(Unused)",
        408 => "Request Timeout",
        413 => "Payload Too Large",
        414 => "URI Too Long",
        416 => "Range Not Satisfiable",
        418 => "I'm a teapot",
        425 => "Too Early",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        _ => match reason_phrase(status) {
            "Unknown" => "Unknown Status",
            phrase => phrase,
        },
    }
}

/// Whether a response with this status ends with its head, whatever its fields say (RFC 9112 section 6.3).
pub const fn is_bodyless(status: u16) -> bool {
    matches!(status, 100..=199 | 204 | 304)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(REASON_PHRASES.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn both_tables() {
        assert_eq!(reason_phrase(413), "Request Entity Too Large");
        assert_eq!(wire_phrase(413), "Payload Too Large");
        assert_eq!(reason_phrase(511), "Network Authentication Required");
        assert_eq!(wire_phrase(511), "Network Authentication Required");
        assert_eq!(reason_phrase(299), "Unknown");
        assert_eq!(wire_phrase(299), "Unknown Status");
    }

    #[test]
    fn bodyless() {
        let all: Vec<u16> = (100..=599).filter(|&status| is_bodyless(status)).collect();
        assert_eq!(all[..100], (100..=199).collect::<Vec<u16>>());
        assert_eq!(all[100..], [204, 304]);
    }
}
