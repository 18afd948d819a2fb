//! Reads how something was assessed from the evidence that this crate issues (`issue::map`): no member of Open Badges has it.

use chrono::NaiveDate;

use super::{Assessed, Day, Evidence, Level, Method, Reached};

/// The genre of such evidence.
pub(super) const GENRE: &str = "Performance assessment";
/// What its name begins with; the sub-competency follows.
pub(super) const NAME: &str = "Performance assessment: ";

/// The details, if there is nothing else in it, and the level that it names was reached.
pub(super) fn read(evidence: Evidence, reached: &[Reached]) -> Assessed {
    let details = details(&evidence, reached);
    let (method, assessor, on) = match details {
        Some(Details { method, assessor, on }) => (Some(method), assessor, Some(Day(on))),
        None => (None, None, None),
    };
    Assessed { method, assessor, on, evidence }
}

struct Details {
    method: Method,
    assessor: Option<String>,
    on: NaiveDate,
}

fn details(evidence: &Evidence, reached: &[Reached]) -> Option<Details> {
    if evidence.id.is_some() || evidence.description.is_some() || evidence.audience.is_some() {
        return None;
    }
    let text = evidence.narrative.as_deref()?;
    let (before, level) = text.split_at_checked(text.rfind(LEVEL)?)?;
    let level = unescaped(level.strip_prefix(LEVEL)?.strip_suffix('.')?);
    let is_reached = |reached: &Reached| reached.level().and_then(Level::name) == Some(&level);
    if !reached.iter().any(is_reached) {
        return None;
    }
    let scored = before.strip_prefix("Scored on ")?;
    let (day, by) = scored.split_once(' ')?;
    let on = day.parse().ok()?;
    let own = |kind: &str| -> Option<Option<String>> {
        match by.strip_prefix(kind)? {
            "" => Some(None),
            name => Some(Some(unescaped(name.strip_prefix(" (")?.strip_suffix(')')?))),
        }
    };
    // The longer first: one begins with another.
    let (method, assessor) = [
        (Method::AutomatedWithReview, "automatically, with a facilitator's review"),
        (Method::Automated, "automatically"),
        (Method::Facilitator, "by a facilitator"),
    ]
    .into_iter()
    .find_map(|(method, kind)| Some((method, own(kind)?)))?;
    Some(Details { method, assessor, on })
}

const LEVEL: &str = ". Level reached: ";

/// Markdown that only escapes, as the text that it shows.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match rest.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => out.extend(rest.next()),
            _ => out.push(c),
        }
    }
    out
}
