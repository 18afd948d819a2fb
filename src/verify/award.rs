//! Whether the results in the badge meet what its achievement requires, by what is signed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::policy::WhenUnknown;
use super::report::{Check, CheckOutcome, Step};
use crate::decimal::Decimal;
use crate::document::{Document, Node};
use crate::finding::{Code, Finding};
use crate::text::quoted;

/// Every result description that requires something is held against the results that refer to it. Levels are compared by
/// their ids and their numbers, `points` or `level`; values as decimal numbers, or by their places in `allowedValue`,
/// which alone of all lists is signed in its order.
///
/// A second description of anything else changes nothing: else whoever repeats that of the issuer could make an award that
/// was not met look unclear.
pub(super) fn check(document: &Document, unknown: WhenUnknown) -> Check {
    let step = Step::Award;
    let mut subjects = document.root().get("credentialSubject").into_iter().flat_map(Node::one_or_many);
    let (Some(subject), None) = (subjects.next(), subjects.next()) else {
        return Check::new(step, CheckOutcome::Unknown, "not checked: there is not one subject");
    };
    let results: Vec<Node<'_>> = items(Some(subject), "result").collect();
    // No policy takes it: whoever can change a badge unnoticed could make it of any award that was not met.
    if let Some(place) = torn(document, subject, &results) {
        let message =
            "a second description has parts of what the award rests on: what is required, or shown, is not clear";
        return Check::unknown(step, vec![Finding::error(Code::AwardNotComparable, place.pointer(), message)]);
    }
    if results.is_empty() {
        return Check::new(step, CheckOutcome::NotApplicable, "the badge shows no results");
    }
    let described: Vec<Node<'_>> = items(subject.get("achievement"), "resultDescription").collect();
    let required: Vec<Node<'_>> = described.iter().copied().filter(|node| Requirement::of(*node).is_some()).collect();
    if required.is_empty() {
        return Check::new(step, CheckOutcome::NotApplicable, "the achievement requires no level and no value");
    }
    let judged: Vec<Judged> = required.iter().map(|node| judge(*node, &results)).collect();
    let count = judged.len();
    let any = |outcome| judged.iter().any(|judged| judged.outcome == outcome);
    let outcome = if any(CheckOutcome::Failed) {
        CheckOutcome::Failed
    } else if any(CheckOutcome::Unknown) {
        CheckOutcome::Unknown
    } else {
        CheckOutcome::Passed
    };
    let findings = judged.into_iter().filter_map(|judged| judged.finding).collect();
    let note = match (outcome, count) {
        (CheckOutcome::Passed, 1) => "the result meets what the achievement requires".to_owned(),
        (CheckOutcome::Passed, _) => format!("the results meet all {count} requirements of the achievement"),
        _ => String::new(),
    };
    let check = Check::new(step, outcome, note).with_findings(findings);
    if unknown == WhenUnknown::Warned { check.tolerated() } else { check }
}

/// What a description requires.
struct Requirement<'d> {
    level: Option<Cow<'d, str>>,
    value: Option<Cow<'d, str>>,
}

impl<'d> Requirement<'d> {
    fn of(description: Node<'d>) -> Option<Self> {
        let (level, value) = (text(description, "requiredLevel"), text(description, "requiredValue"));
        (level.is_some() || value.is_some()).then_some(Requirement { level, value })
    }
}

/// How one requirement was met.
struct Judged {
    outcome: CheckOutcome,
    finding: Option<Finding>,
}

fn judge(description: Node<'_>, results: &[Node<'_>]) -> Judged {
    let unknown = |code, place: Node<'_>, message: String| Judged {
        outcome: CheckOutcome::Unknown,
        finding: Some(Finding::error(code, place.pointer(), message)),
    };
    let id = text(description, "id").unwrap_or_default();
    let levels: Vec<Node<'_>> = items(Some(description), "rubricCriterionLevel").collect();
    let Some(requirement) = Requirement::of(description) else {
        return Judged { outcome: CheckOutcome::NotApplicable, finding: None };
    };
    let name = text(description, "name").unwrap_or_else(|| id.clone());
    let mut own =
        results.iter().copied().filter(|result| text(*result, "resultDescription").as_ref() == Some(&id)).peekable();
    if own.peek().is_none() {
        let message =
            format!("the badge shows no result for {}, for which its achievement requires one", quoted(&name));
        return unknown(Code::AwardNotShown, description, message);
    }
    // One who took it twice needs to have met it once.
    let mut worst: Option<Judged> = None;
    for result in own {
        let met = met(result, description, &levels, &requirement);
        match met {
            Met::Yes => return Judged { outcome: CheckOutcome::Passed, finding: None },
            Met::No(reason) => {
                let message = format!("the result for {} does not meet what is required: {reason}", quoted(&name));
                let finding = Some(Finding::error(Code::AwardNotMet, result.pointer(), message));
                worst = worst.or(Some(Judged { outcome: CheckOutcome::Failed, finding }));
            }
            Met::Unclear(reason) => {
                let message = format!("the result for {} cannot be compared: {reason}", quoted(&name));
                worst = Some(unknown(Code::AwardNotComparable, result, message));
            }
        }
    }
    worst.unwrap_or(Judged { outcome: CheckOutcome::Unknown, finding: None })
}

/// Whether one result meets a requirement.
enum Met {
    Yes,
    No(String),
    Unclear(String),
}

fn met(result: Node<'_>, description: Node<'_>, levels: &[Node<'_>], requirement: &Requirement<'_>) -> Met {
    if let Some(status) = text(result, "status").filter(|status| *status != "Completed") {
        return Met::No(format!("its status is {}", quoted(&status)));
    }
    let level = requirement.level.as_ref().map(|required| match text(result, "achievedLevel") {
        None => Met::Unclear("it names no level".into()),
        Some(achieved) => at_least(levels, &achieved, required),
    });
    let value = requirement.value.as_ref().map(|required| match text(result, "value") {
        None => Met::Unclear("it has no value".into()),
        Some(value) => as_high(description, &value, required),
    });
    let mut outcome = Met::Yes;
    for part in level.into_iter().chain(value) {
        outcome = match (outcome, part) {
            (Met::No(reason), _) | (_, Met::No(reason)) => Met::No(reason),
            (Met::Unclear(reason), _) | (_, Met::Unclear(reason)) => Met::Unclear(reason),
            (Met::Yes, Met::Yes) => Met::Yes,
        };
    }
    outcome
}

fn at_least(levels: &[Node<'_>], achieved: &str, required: &str) -> Met {
    if achieved == required {
        return Met::Yes;
    }
    let of = |id: &str| levels.iter().copied().find(|level| text(*level, "id").is_some_and(|own| own == id));
    let (Some(one), Some(other)) = (of(achieved), of(required)) else {
        return Met::Unclear(format!("its level {} is not described", quoted(achieved)));
    };
    let shown = |level: Node<'_>, id: &str| quoted(&text(level, "name").unwrap_or_else(|| id.to_owned().into()));
    for rank in ["points", "level"] {
        let number = |level: Node<'_>| Decimal::parse(&text(level, rank)?);
        if let (Some(reached), Some(needed)) = (number(one), number(other)) {
            if reached >= needed {
                return Met::Yes;
            }
            return Met::No(format!("{} is below {}", shown(one, achieved), shown(other, required)));
        }
    }
    Met::Unclear("nothing that is signed tells which of its levels is the higher".into())
}

fn as_high(description: Node<'_>, value: &str, required: &str) -> Met {
    if value == required {
        return Met::Yes;
    }
    let compared = match (Decimal::parse(value), Decimal::parse(required)) {
        (Some(value), Some(required)) => Some(value >= required),
        _ => {
            let place = |wanted: &str| {
                items(Some(description), "allowedValue").position(|item| item.as_str().is_some_and(|own| own == wanted))
            };
            place(value).zip(place(required)).map(|(value, required)| value >= required)
        }
    };
    match compared {
        Some(true) => Met::Yes,
        Some(false) => Met::No(format!("{} is less than {}", quoted(value), quoted(required))),
        None => {
            Met::Unclear(format!("{} and {} are no numbers and not in `allowedValue`", quoted(value), quoted(required)))
        }
    }
}

/// What tells whether an award was met.
const TELLING: [&str; 12] = [
    "achievedLevel",
    "achievement",
    "allowedValue",
    "level",
    "points",
    "requiredLevel",
    "requiredValue",
    "result",
    "resultDescription",
    "rubricCriterionLevel",
    "status",
    "value",
];

/// A second, different description of something that the award rests on. A signature over RDF does not say which
/// description a member stands in: put from the one that is read into the other, it would be out of sight.
///
/// Of a badge without results only a second subject can have some.
fn torn<'d>(document: &'d Document, subject: Node<'d>, results: &[Node<'d>]) -> Option<Node<'d>> {
    let mut own = vec![subject];
    if !results.is_empty() {
        own.extend(results);
        for achievement in items(Some(subject), "achievement") {
            own.push(achievement);
            for description in items(Some(achievement), "resultDescription") {
                own.push(description);
                own.extend(items(Some(description), "rubricCriterionLevel"));
            }
        }
    }
    let mut first: BTreeMap<Cow<'d, str>, Node<'d>> = BTreeMap::new();
    for node in own {
        let Some(id) = text(node, "id") else { continue };
        match first.get(&id) {
            Some(before) if !before.is_equal_to(node) => return Some(node),
            Some(_) => {}
            None => {
                first.insert(id, node);
            }
        }
    }
    let mut open = vec![document.root()];
    while let Some(node) = open.pop() {
        let before = open.len();
        open.extend(node.members().map(|(_, value)| value).chain(node.items()));
        if let Some(inner) = open.get_mut(before..) {
            inner.reverse();
        }
        let is_telling = || node.members().any(|(name, _)| TELLING.contains(&&*name));
        if let Some(before) = text(node, "id").and_then(|id| first.get(&id))
            && before.offset() != node.offset()
            && is_telling()
            && !before.is_equal_to(node)
        {
            return Some(node);
        }
    }
    None
}

fn items<'d>(node: Option<Node<'d>>, name: &str) -> impl Iterator<Item = Node<'d>> + use<'d> {
    node.and_then(|node| node.get(name)).into_iter().flat_map(Node::one_or_many)
}

fn text<'d>(node: Node<'d>, name: &str) -> Option<Cow<'d, str>> {
    node.get(name)?.as_str()
}
