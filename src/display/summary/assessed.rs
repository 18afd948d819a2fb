//! Reads how something was assessed from the evidence that this crate issues (`issue::map`): no member of Open Badges has it.

use chrono::NaiveDate;

use super::{Assessed, Day, Evidence, Level, Method, Reached};

/// How such evidence is written in one language.
struct Form {
    genre: &'static str,
    /// What its name begins with; the sub-competency follows.
    name: &'static str,
    /// The texts in which it says how, when and to what level, with the assessor's name and without.
    told: [(Method, &'static str); 6],
}

const FORMS: [Form; 2] = [
    Form {
        genre: "Performance assessment",
        name: "Performance assessment: ",
        told: [
            (Method::Facilitator, "Scored on {day} by a facilitator. Level reached: {level}."),
            (Method::Facilitator, "Scored on {day} by a facilitator ({assessor}). Level reached: {level}."),
            (Method::Automated, "Scored on {day} automatically. Level reached: {level}."),
            (Method::Automated, "Scored on {day} automatically ({assessor}). Level reached: {level}."),
            (
                Method::AutomatedWithReview,
                "Scored on {day} automatically, with a facilitator's review. Level reached: {level}.",
            ),
            (
                Method::AutomatedWithReview,
                "Scored on {day} automatically, with a facilitator's review ({assessor}). Level reached: {level}.",
            ),
        ],
    },
    Form {
        genre: "Evaluación de desempeño",
        name: "Evaluación de desempeño: ",
        told: [
            (Method::Facilitator, "Calificada el {day} por una persona facilitadora. Nivel alcanzado: {level}."),
            (
                Method::Facilitator,
                "Calificada el {day} por una persona facilitadora ({assessor}). Nivel alcanzado: {level}.",
            ),
            (Method::Automated, "Calificada el {day} de forma automática. Nivel alcanzado: {level}."),
            (Method::Automated, "Calificada el {day} de forma automática ({assessor}). Nivel alcanzado: {level}."),
            (
                Method::AutomatedWithReview,
                "Calificada el {day} de forma automática, con revisión de una persona facilitadora. Nivel alcanzado: {level}.",
            ),
            (
                Method::AutomatedWithReview,
                "Calificada el {day} de forma automática, con revisión de una persona facilitadora ({assessor}). Nivel alcanzado: {level}.",
            ),
        ],
    },
];

/// The name of what is assessed, if this is such evidence.
pub(super) fn about<'e>(genre: Option<&str>, name: Option<&'e str>) -> Option<&'e str> {
    let form = FORMS.iter().find(|form| Some(form.genre) == genre)?;
    name?.strip_prefix(form.name)
}

/// The details, if there is nothing else in it, and the level that it names was reached.
pub(super) fn read(evidence: Evidence, reached: &[Reached]) -> Assessed {
    let is_all = evidence.id.is_none() && evidence.description.is_none() && evidence.audience.is_none();
    let narrative = evidence.narrative.as_deref().filter(|_| is_all);
    let told = FORMS.iter().filter(|form| Some(form.genre) == evidence.genre.as_deref()).flat_map(|form| &form.told);
    let details = narrative.and_then(|narrative| {
        told.into_iter().find_map(|(method, template)| Some((*method, details(template, narrative)?)))
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
            let all = FORMS.iter().flat_map(|form| &form.told);
            let mut fits = all.filter_map(|(method, template)| Some((*method, details(template, text)?)));
            let first = fits.next().map(|(method, own)| (method, own.on.to_string(), own.assessor, own.level));
            assert!(fits.next().is_none(), "{text}");
            first
        };
        for form in &FORMS {
            for (method, template) in &form.told {
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
