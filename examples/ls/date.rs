//! Calendar dates.

use core::fmt;

/// A time in seconds since 1970, in UTC, shown as `2100-02-28 23:59`.
pub(crate) struct Date(pub(crate) i64);

const DAY: i64 = 86_400;
/// The number of days in 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, second) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        // A year that begins in March has its leap day at the end. Day 0 is 1 March of the year 0.
        let day = day + 719_468;
        let (era, day) = (day.div_euclid(ERA), day.rem_euclid(ERA));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        // March to July, August to December, January and February: five months have 153 days.
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (year, month) = match month {
            10.. => (era * 400 + year + 1, month - 9),
            _ => (era * 400 + year, month + 3),
        };
        let (hour, minute) = (second / 3600, second / 60 % 60);
        write!(f, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
    }
}
