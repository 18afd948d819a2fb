//! Whether the results in the badge meet what its achievement requires, by what is signed.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::check::{Check, CheckOutcome, Step};
use super::policy::WhenUnknown;
use crate::decimal::Decimal;
use crate::document::{Document, Node};
use crate::finding::{Code, Finding};
use crate::text::quoted;

/// Every result description that requires something is held against the results that refer to it. Levels are compared by
/// their ids and their numbers, `points` or `level`; values by their places in `allowedValue`, which alone of all lists
/// is signed in its order, or as decimal numbers.
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
    let is_required = |node: &Node<'_>| ["requiredLevel", "requiredValue"].iter().any(|name| node.get(name).is_some());
    let required: Vec<Node<'_>> = described.into_iter().filter(is_required).collect();
    if required.is_empty() {
        return Check::new(step, CheckOutcome::NotApplicable, "the achievement requires no level and no value");
    }
    let mut referring: HashMap<Cow<'_, str>, Vec<Node<'_>>> = HashMap::new();
    for result in results {
        if let Some(id) = text(result, "resultDescription") {
            referring.entry(id).or_default().push(result);
        }
    }
    let judged = required.iter().map(|node| {
        let own = text(*node, "id").and_then(|id| referring.get(&id));
        judge(*node, own.map_or(&[], Vec::as_slice))
    });
    let judged: Vec<Judged> = judged.collect();
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

/// What a description requires, and by what it is compared.
struct Scale<'d> {
    level: Option<Cow<'d, str>>,
    value: Option<Cow<'d, str>>,
    levels: HashMap<Cow<'d, str>, Node<'d>>,
    /// The places of values, from low to high.
    allowed: HashMap<Cow<'d, str>, usize>,
}

impl<'d> Scale<'d> {
    fn of(description: Node<'d>) -> Self {
        let mut levels = HashMap::new();
        for level in items(Some(description), "rubricCriterionLevel") {
            levels.extend(text(level, "id").map(|id| (id, level)));
        }
        let mut allowed = HashMap::new();
        for (place, item) in items(Some(description), "allowedValue").enumerate() {
            if let Some(value) = item.as_str() {
                allowed.entry(value).or_insert(place);
            }
        }
        let (level, value) = (text(description, "requiredLevel"), text(description, "requiredValue"));
        Scale { level, value, levels, allowed }
    }

    fn met(&self, result: Node<'_>) -> Met {
        if let Some(status) = text(result, "status").filter(|status| *status != "Completed") {
            return Met::No(format!("its status is {}", quoted(&status)));
        }
        let level = self.level.as_ref().map(|required| match text(result, "achievedLevel") {
            None => Met::Unclear("it names no level".into()),
            Some(achieved) => self.at_least(&achieved, required),
        });
        let value = self.value.as_ref().map(|required| match text(result, "value") {
            None => Met::Unclear("it has no value".into()),
            Some(value) => self.as_high(&value, required),
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

    fn at_least(&self, achieved: &str, required: &str) -> Met {
        if achieved == required {
            return Met::Yes;
        }
        let (Some(one), Some(other)) = (self.levels.get(achieved), self.levels.get(required)) else {
            return Met::Unclear(format!("its level {} is not described", quoted(achieved)));
        };
        // By points, and by numbers of levels.
        let compared = ["points", "level"].map(|rank| {
            let number = |level: &Node<'_>| Decimal::parse(&text(*level, rank)?);
            Some(number(one)?.cmp(&number(other)?))
        });
        let shown = |level: &Node<'_>, id: &str| quoted(&text(*level, "name").unwrap_or_else(|| id.to_owned().into()));
        match compared {
            [Some(points), Some(level)] if points != level => {
                let (one, other) = (shown(one, achieved), shown(other, required));
                Met::Unclear(format!("by points {one} and {other} stand otherwise to each other than by level"))
            }
            [Some(order), _] | [None, Some(order)] if order.is_ge() => Met::Yes,
            [Some(_), _] | [None, Some(_)] => {
                Met::No(format!("{} is below {}", shown(one, achieved), shown(other, required)))
            }
            [None, None] => Met::Unclear("nothing that is signed tells which of its levels is the higher".into()),
        }
    }

    fn as_high(&self, value: &str, required: &str) -> Met {
        if value == required {
            return Met::Yes;
        }
        // Of grades the lower number may be the better one.
        let by_place = || Some(self.allowed.get(value)?.cmp(self.allowed.get(required)?));
        let by_number = || Some(Decimal::parse(value)?.cmp(&Decimal::parse(required)?));
        match by_place().or_else(by_number) {
            Some(order) if order.is_ge() => Met::Yes,
            Some(_) => Met::No(format!("{} is less than {}", quoted(value), quoted(required))),
            None => {
                let (value, required) = (quoted(value), quoted(required));
                Met::Unclear(format!("{value} and {required} are no numbers and not in `allowedValue`"))
            }
        }
    }
}

/// How one requirement was met.
struct Judged {
    outcome: CheckOutcome,
    finding: Option<Finding>,
}

/// Whether one result meets a requirement.
enum Met {
    Yes,
    No(String),
    Unclear(String),
}

/// What is required of a description, against the results that refer to it.
fn judge(description: Node<'_>, results: &[Node<'_>]) -> Judged {
    let unknown = |code, place: Node<'_>, message: String| Judged {
        outcome: CheckOutcome::Unknown,
        finding: Some(Finding::error(code, place.pointer(), message)),
    };
    let name = text(description, "name").or_else(|| text(description, "id")).unwrap_or_default();
    if results.is_empty() {
        let message =
            format!("the badge shows no result for {}, for which its achievement requires one", quoted(&name));
        return unknown(Code::AwardNotShown, description, message);
    }
    let scale = Scale::of(description);
    // One who took it twice needs to have met it once.
    let mut worst: Option<Judged> = None;
    for result in results {
        match scale.met(*result) {
            Met::Yes => return Judged { outcome: CheckOutcome::Passed, finding: None },
            Met::No(reason) if worst.is_none() => {
                let message = format!("the result for {} does not meet what is required: {reason}", quoted(&name));
                let finding = Some(Finding::error(Code::AwardNotMet, result.pointer(), message));
                worst = Some(Judged { outcome: CheckOutcome::Failed, finding });
            }
            Met::Unclear(reason) if worst.as_ref().is_none_or(|worst| worst.outcome == CheckOutcome::Failed) => {
                let message = format!("the result for {} cannot be compared: {reason}", quoted(&name));
                worst = Some(unknown(Code::AwardNotComparable, *result, message));
            }
            Met::No(_) | Met::Unclear(_) => {}
        }
    }
    worst.unwrap_or(Judged { outcome: CheckOutcome::Unknown, finding: None })
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
