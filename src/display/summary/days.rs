//! Days as people read them, with the time where a day alone would mislead.

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike as _};

use crate::language::{Language, Text};
use crate::model::DateTimeZ;

/// From when on something holds: the day, if it is the same in UTC, which the day of the verification is told in.
pub(in crate::display) fn begin(language: &Language, at: &DateTimeZ) -> String {
    if at.at().date_naive() == at.at().naive_utc().date() { day(language, at) } else { timed(language, at) }
}

/// Until when something holds: a day, if it ends with the day in UTC. Whoever reads a day takes it for the whole of it.
pub(in crate::display) fn end(language: &Language, at: &DateTimeZ) -> String {
    let utc = at.at().naive_utc();
    let is_whole = (utc.hour(), utc.minute(), utc.second()) == (23, 59, 59);
    if is_whole { language.day(utc.date()) } else { timed(language, at) }
}

/// When something happened, as whoever wrote it counts days; with a remark if that lies after the verification.
pub(in crate::display) fn past(language: &Language, at: &DateTimeZ, checked: &DateTimeZ) -> String {
    remarked(language, day(language, at), at.at() > checked.at())
}

/// On which day something happened, wherever that was; with a remark if no place had that day yet.
pub(in crate::display) fn past_day(language: &Language, on: NaiveDate, checked: &DateTimeZ) -> String {
    const EARLIEST_ZONE: TimeDelta = TimeDelta::hours(14);
    let latest = checked.at().naive_utc().checked_add_signed(EARLIEST_ZONE);
    remarked(language, language.day(on), latest.is_some_and(|latest| on > latest.date()))
}

fn remarked(language: &Language, day: String, is_later: bool) -> String {
    if is_later { language.fill(Text::DateLater, &[("day", &day)]) } else { day }
}

fn day(language: &Language, at: &DateTimeZ) -> String {
    language.day(at.at().date_naive())
}

fn timed(language: &Language, at: &DateTimeZ) -> String {
    let utc = DateTime::naive_utc(&at.at());
    let time = if utc.second() == 0 { utc.format("%H:%M") } else { utc.format("%H:%M:%S") };
    language.fill(Text::DateTime, &[("day", &language.day(utc.date())), ("time", &time.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_mislead_nobody() {
        let (en, es) = (Language::english(), Language::spanish());
        let at = |text: &str| text.parse::<DateTimeZ>().unwrap();
        for (until, told) in [
            ("2030-12-31T23:59:59Z", "31 December 2030"),
            ("2030-12-31T23:59:59.999Z", "31 December 2030"),
            ("2031-01-01T01:59:59+02:00", "31 December 2030"),
            ("2030-12-31T23:59:59-05:00", "1 January 2031, 04:59:59 UTC"),
            ("2026-07-02T01:00:00+14:00", "1 July 2026, 11:00 UTC"),
            ("2026-07-01T00:00:01Z", "1 July 2026, 00:00:01 UTC"),
            ("2026-07-01T00:00:00Z", "1 July 2026, 00:00 UTC"),
        ] {
            assert_eq!(end(&en, &at(until)), told);
        }
        assert_eq!(end(&es, &at("2026-07-02T01:00:00+14:00")), "1 de julio de 2026 a las 11:00 UTC");
        assert_eq!(begin(&en, &at("2026-05-04T09:00:00Z")), "4 May 2026");
        assert_eq!(begin(&en, &at("2026-05-04T09:00:00+02:00")), "4 May 2026");
        assert_eq!(begin(&en, &at("2026-06-01T23:30:00-05:00")), "2 June 2026, 04:30 UTC");
        let checked = at("2026-07-01T12:00:00Z");
        assert_eq!(past(&en, &at("2026-07-02T01:59:59+14:00"), &checked), "2 July 2026");
        assert_eq!(past(&en, &at("2026-07-01T12:00:01Z"), &checked), "1 July 2026 (after the moment of this check)");
        let later = "4 de mayo de 2035 (posterior al momento de esta comprobación)";
        assert_eq!(past(&es, &at("2035-05-04T00:00:00Z"), &checked), later);
        let on = |day| NaiveDate::from_ymd_opt(2026, 7, day).unwrap();
        assert_eq!(past_day(&en, on(2), &checked), "2 July 2026");
        assert_eq!(past_day(&en, on(3), &checked), "3 July 2026 (after the moment of this check)");
    }
}
