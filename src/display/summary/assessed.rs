//! Reads how something was assessed from the evidence that this crate issues (`issue::map`): no member of Open Badges has it.

use chrono::NaiveDate;

use super::{Assessed, Day, Evidence, Level, Method, Reached};
use crate::language::Text;

/// The texts in which an issuer says how something was assessed, and whether they name who did.
const TOLD: [(Method, Text); 6] = [
    (Method::Facilitator, Text::EvidenceFacilitator),
    (Method::Facilitator, Text::EvidenceFacilitatorNamed),
    (Method::Automated, Text::EvidenceAutomated),
    (Method::Automated, Text::EvidenceAutomatedNamed),
    (Method::AutomatedWithReview, Text::EvidenceReviewed),
    (Method::AutomatedWithReview, Text::EvidenceReviewedNamed),
];

/// The name of what is assessed, if this is such evidence.
pub(super) fn about<'e>(genre: Option<&str>, name: Option<&'e str>) -> Option<&'e str> {
    let template = Text::EvidenceName.in_table().get(language_of(genre)?).copied()?;
    name?.strip_prefix(template.strip_suffix("{name}")?)
}

/// The language of the table in which such evidence has this genre, by its place.
fn language_of(genre: Option<&str>) -> Option<usize> {
    Text::EvidenceGenre.in_table().iter().position(|own| Some(*own) == genre)
}

/// The details, if there is nothing else in it, and the level that it names was reached.
pub(super) fn read(evidence: Evidence, reached: &[Reached]) -> Assessed {
    let is_all = evidence.id.is_none() && evidence.description.is_none() && evidence.audience.is_none();
    let narrative = evidence.narrative.as_deref().filter(|_| is_all);
    let details = narrative.zip(language_of(evidence.genre.as_deref())).and_then(|(narrative, language)| {
        TOLD.iter().find_map(|(method, text)| Some((*method, details(text.in_table().get(language)?, narrative)?)))
    });
    let is_reached = |details: &Details| {
        reached.iter().any(|reached| reached.level().and_then(Level::name) == Some(&*details.level))
    };
    let (method, assessor, on) = match details.filter(|(_, details)| is_reached(details)) {
        Some((method, details)) => (Some(method), details.assessor, Some(Day(details.on))),
        None => (None, None, None),
    };
    Assessed { method, assessor, on, evidence }
}

struct Details {
    on: NaiveDate,
    assessor: Option<String>,
    level: String,
}

/// What stands in a text in the places of its template: the day first, the level last.
fn details(template: &str, text: &str) -> Option<Details> {
    let (head, end) = template.split_once("{level}")?;
    let (head, joint) = head.rsplit_once('}')?;
    let (rest, level) = text.strip_suffix(end)?.rsplit_once(joint)?;
    let (begin, assessor) = head.split_once("{day")?;
    let rest = rest.strip_prefix(begin)?;
    let (day, assessor) = match assessor.strip_prefix('}').and_then(|between| between.strip_suffix("{assessor")) {
        Some(between) => rest.split_once(between).map(|(day, name)| (day, Some(unescaped(name))))?,
        None => (rest, None),
    };
    let on = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    Some(Details { on, assessor, level: unescaped(level) })
}

/// Markdown that only escapes, as the text that it shows.
fn unescaped(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_by_their_templates() {
        let read = |text: &str| {
            let all = TOLD.iter().flat_map(|(method, own)| own.in_table().map(|template| (*method, template)));
            let mut fits = all.filter_map(|(method, template)| Some((method, details(template, text)?)));
            let first = fits.next().map(|(method, own)| (method, own.on.to_string(), own.assessor, own.level));
            assert!(fits.next().is_none(), "{text}");
            first
        };
        for (method, own) in &TOLD {
            for template in own.in_table() {
                let text =
                    template.replace("{day}", "2026-03-02").replace("{level}", "A\\*").replace("{assessor}", "B. (C)");
                let assessor = template.contains("{assessor}").then(|| "B. (C)".to_owned());
                assert_eq!(read(&text), Some((*method, "2026-03-02".into(), assessor, "A*".into())), "{text}");
            }
        }
        // A name that looks like what follows it.
        let text = "Scored on 2026-03-02 by a facilitator (A). Level reached: Best). Level reached: Good.";
        let name = Some("A). Level reached: Best".to_owned());
        assert_eq!(read(text), Some((Method::Facilitator, "2026-03-02".into(), name, "Good".into())));
        for other in [
            "",
            "Scored on 2026-03-02 by a friend. Level reached: Good.",
            "Scored on Monday by a facilitator. Level reached: Good.",
            "Scored on 2026-03-02 by a facilitator. Level reached: Good. And more",
            "Hm. Scored on 2026-03-02 by a facilitator. Level reached: Good.",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
