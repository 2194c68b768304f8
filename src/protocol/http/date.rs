//! Dates as HTTP writes them: IMF-fixdate (RFC 9110 section 5.6.7) and the dashed form of cookies.
//!
//! Has no clock: callers pass seconds since 1970-01-01T00:00:00Z.

/// Bytes in an IMF-fixdate.
pub const DATE_LEN: usize = 29;

/// The last second that has a four-digit year: 9999-12-31T23:59:59Z. Later ones are written as this one.
pub const MAX_DATE: u64 = 253_402_300_799;

const SECONDS_PER_DAY: u64 = 86_400;
const WEEKDAYS: &[u8; 21] = b"ThuFriSatSunMonTueWed";
const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// A date for the `Date` field, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HttpDate([u8; DATE_LEN]);

impl HttpDate {
    /// The date of `seconds` since the unix epoch.
    pub fn from_unix(seconds: u64) -> Self {
        Self(format(seconds, b' '))
    }

    /// The 29 ASCII bytes.
    pub fn as_bytes(&self) -> &[u8; DATE_LEN] {
        &self.0
    }
}

/// The date in the form that PHP and Swoole write into cookies: `Sun, 06-Nov-1994 08:49:37 GMT`.
pub fn cookie_date(seconds: u64) -> [u8; DATE_LEN] {
    format(seconds, b'-')
}

/// The date of the current second, formatted once in that second.
#[derive(Debug)]
pub struct DateCache {
    second: u64,
    date: HttpDate,
}

impl DateCache {
    /// A cache that holds the epoch.
    pub fn new() -> Self {
        Self {
            second: 0,
            date: HttpDate::from_unix(0),
        }
    }

    /// The date of `seconds` since the unix epoch.
    #[inline]
    pub fn at(&mut self, seconds: u64) -> &HttpDate {
        if seconds != self.second {
            self.date = HttpDate::from_unix(seconds);
            self.second = seconds;
        }
        &self.date
    }
}

impl Default for DateCache {
    fn default() -> Self {
        Self::new()
    }
}

fn format(seconds: u64, separator: u8) -> [u8; DATE_LEN] {
    let seconds = seconds.min(MAX_DATE);
    let days = seconds / SECONDS_PER_DAY;
    let time = seconds % SECONDS_PER_DAY;
    let (year, month, day) = civil_from_days(days);

    let mut date = *b"Thu, 01 Jan 1970 00:00:00 GMT";
    // 1970-01-01 was a Thursday, with which WEEKDAYS starts.
    let weekday = (days % 7) as usize * 3;
    date[..3].copy_from_slice(&WEEKDAYS[weekday..weekday + 3]);
    two_digits(&mut date[5..7], day);
    date[7] = separator;
    let name = (month as usize - 1) * 3;
    date[8..11].copy_from_slice(&MONTHS[name..name + 3]);
    date[11] = separator;
    two_digits(&mut date[12..14], year / 100);
    two_digits(&mut date[14..16], year % 100);
    two_digits(&mut date[17..19], time / 3600);
    two_digits(&mut date[20..22], time / 60 % 60);
    two_digits(&mut date[23..25], time % 60);
    date
}

fn two_digits(field: &mut [u8], value: u64) {
    field[0] = b'0' + (value / 10) as u8;
    field[1] = b'0' + (value % 10) as u8;
}

/// Year, month and day of the proleptic Gregorian calendar, from days since 1970-01-01.
///
/// Counts in eras of 400 years, with years that start in March, so that the leap day is the last day of a year.
fn civil_from_days(days: u64) -> (u64, u64, u64) {
    const DAYS_PER_ERA: u64 = 146_097;
    const DAYS_FROM_YEAR_ZERO_TO_1970: u64 = 719_468;

    let days = days + DAYS_FROM_YEAR_ZERO_TO_1970;
    let era = days / DAYS_PER_ERA;
    let day_of_era = days % DAYS_PER_ERA;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(seconds: u64) -> String {
        String::from_utf8(HttpDate::from_unix(seconds).as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn known_dates() {
        assert_eq!(date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(date(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(date(951_782_400), "Tue, 29 Feb 2000 00:00:00 GMT");
        assert_eq!(date(1_709_251_199), "Thu, 29 Feb 2024 23:59:59 GMT");
        assert_eq!(date(4_107_542_400), "Mon, 01 Mar 2100 00:00:00 GMT");
        assert_eq!(date(MAX_DATE), "Fri, 31 Dec 9999 23:59:59 GMT");
        assert_eq!(date(u64::MAX), date(MAX_DATE));
    }

    #[test]
    fn every_day_of_four_centuries_follows_its_predecessor() {
        let month_days = |year: u64, month: u64| match month {
            2 if year.is_multiple_of(4)
                && (!year.is_multiple_of(100) || year.is_multiple_of(400)) =>
            {
                29
            }
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let mut expected = (1970, 1, 1);
        for days in 0..146_097 {
            assert_eq!(civil_from_days(days), expected);
            let (year, month, day) = expected;
            expected = if day < month_days(year, month) {
                (year, month, day + 1)
            } else if month < 12 {
                (year, month + 1, 1)
            } else {
                (year + 1, 1, 1)
            };
        }
    }

    #[test]
    fn cookies_have_dashes() {
        assert_eq!(&cookie_date(1), b"Thu, 01-Jan-1970 00:00:01 GMT");
    }

    #[test]
    fn the_cache_follows_the_clock_both_ways() {
        let mut cache = DateCache::new();
        assert_eq!(*cache.at(5), HttpDate::from_unix(5));
        assert_eq!(*cache.at(5), HttpDate::from_unix(5));
        assert_eq!(*cache.at(4), HttpDate::from_unix(4));
        assert_eq!(*cache.at(0), HttpDate::from_unix(0));
    }
}
