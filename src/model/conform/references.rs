//! Results refer to what the achievement describes, and stay in its bounds.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap};

use super::Walk;
use crate::decimal::Decimal;
use crate::document::Node;
use crate::finding::{Code, Severity};
use crate::model::Term;
use crate::text::quoted;

/// What results may say by a description; by all of them, where several have one id.
#[derive(Debug, Default)]
struct Described<'d> {
    levels: BTreeSet<Cow<'d, str>>,
    allowed: BTreeSet<Cow<'d, str>>,
    least: Option<Decimal>,
    most: Option<Decimal>,
    wants_status: bool,
}

impl<'d> Described<'d> {
    fn add(&mut self, description: Node<'d>) {
        self.levels.extend(level_ids(description));
        let allowed = description.get("allowedValue").into_iter().flat_map(Node::one_or_many);
        self.allowed.extend(allowed.filter_map(Node::as_str));
        // Of several bounds the tighter holds.
        let bound = |name: &str| Decimal::parse(&text(description, name)?.1);
        self.least = self.least.take().max(bound("valueMin"));
        self.most = match (self.most.take(), bound("valueMax")) {
            (Some(old), Some(new)) => Some(old.min(new)),
            (old, new) => old.or(new),
        };
        self.wants_status |= description.get("resultType").and_then(Node::as_str).as_deref() == Some("Status");
    }

    /// A value is one of those allowed, and lies between the least and the greatest, as far as these are numbers.
    fn check_value<'n>(&self, walk: &mut Walk<'n>, place: Node<'n>, value: &str) {
        if !self.allowed.is_empty() && !self.allowed.contains(value) {
            let message = format!("{} is none of the `allowedValue`s", quoted(value));
            walk.error(Code::ModelOutOfRange, place, message, "take one of them");
        }
        if self.least.is_none() && self.most.is_none() {
            return;
        }
        let Some(number) = Decimal::parse(value) else {
            let message =
                format!("{} is no decimal number, so that it cannot be held against the bounds", quoted(value));
            return walk.warning(Code::ModelOutOfRange, place, message, "write a decimal number, such as `87.5`");
        };
        if self.least.as_ref().is_some_and(|least| number < *least) {
            walk.error(Code::ModelOutOfRange, place, format!("{} is below `valueMin`", quoted(value)), "correct it");
        }
        if self.most.as_ref().is_some_and(|most| number > *most) {
            walk.error(Code::ModelOutOfRange, place, format!("{} is above `valueMax`", quoted(value)), "correct it");
        }
    }
}

/// The result descriptions of an achievement, by their ids.
#[derive(Debug, Default)]
pub(super) struct Descriptions<'d>(HashMap<Cow<'d, str>, Described<'d>>);

impl<'d> Descriptions<'d> {
    pub(super) fn of(achievement: Option<Node<'d>>) -> Self {
        let mut descriptions = Descriptions::default();
        let list = achievement.and_then(|achievement| achievement.get("resultDescription"));
        for description in list.into_iter().flat_map(Node::one_or_many) {
            if let Some(id) = description.get("id").and_then(Node::as_str) {
                descriptions.0.entry(id).or_default().add(description);
            }
        }
        descriptions
    }

    /// Whether a result says no more than which of the levels described was reached.
    pub(super) fn has_level_of(&self, result: &crate::model::Result) -> bool {
        let of = result.result_description.as_ref().and_then(|id| self.0.get(id.as_str()));
        let (Some(described), Some(level)) = (of, &result.achieved_level) else { return false };
        let is_done = matches!(result.status, Some(Term::Known(_)));
        is_done && described.levels.contains(level.as_str()) && result.value.is_none() && result.alignment.is_empty()
    }

    pub(super) fn into_owned(self) -> Descriptions<'static> {
        let all = |texts: BTreeSet<Cow<'d, str>>| texts.into_iter().map(owned).collect();
        let one = |(id, described): (_, Described<'d>)| {
            let Described { levels, allowed, least, most, wants_status } = described;
            (owned(id), Described { levels: all(levels), allowed: all(allowed), least, most, wants_status })
        };
        Descriptions(self.0.into_iter().map(one).collect())
    }
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

/// The results of a subject.
pub(super) fn check<'d>(walk: &mut Walk<'d>, subject: Node<'d>) {
    match walk.good {
        Some((good, _)) => check_against(walk, subject, good.descriptions()),
        None => check_against(walk, subject, &Descriptions::of(subject.get("achievement"))),
    }
}

fn check_against<'d>(walk: &mut Walk<'d>, subject: Node<'d>, Descriptions(descriptions): &Descriptions<'_>) {
    let every_level: LazyCell<BTreeSet<&str>, _> =
        LazyCell::new(|| descriptions.values().flat_map(|d| &d.levels).map(AsRef::as_ref).collect());
    for result in subject.get("result").into_iter().flat_map(Node::one_or_many) {
        let reference = text(result, "resultDescription");
        let linked = reference.as_ref().and_then(|(_, id)| descriptions.get(&**id));
        if let (Some((place, id)), None) = (&reference, linked) {
            let message = format!("{} is no result description of the achievement", quoted(id));
            walk.error(Code::ModelDanglingReference, *place, message, "name one by its `id`");
        }
        if let Some((place, level)) = text(result, "achievedLevel") {
            let (known, whose) = match linked {
                Some(described) => (described.levels.contains(&*level), "its result description"),
                None => (every_level.contains(&*level), "any result description"),
            };
            if !known {
                let message = format!("{} is no level of {whose}", quoted(&level));
                walk.error(Code::ModelDanglingReference, place, message, "name one by its `id`");
            }
        }
        let Some(described) = linked else { continue };
        if let Some((place, value)) = text(result, "value") {
            described.check_value(walk, place, &value);
        }
        if described.wants_status && result.get("status").is_none() {
            let message = "a result whose description is of type `Status` needs the member `status`";
            let remedy = "add `status`, such as `Completed`";
            walk.report(Severity::Error, Code::ModelMissingMember, result, Some("status"), message, remedy);
        }
    }
}

/// What a result description says of itself.
pub(super) fn description<'d>(walk: &mut Walk<'d>, description: Node<'d>) {
    if let Some((place, level)) = text(description, "requiredLevel")
        && !level_ids(description).any(|id| id == level)
    {
        let message = format!("{} is no level of this result description", quoted(&level));
        walk.error(Code::ModelDanglingReference, place, message, "name one by its `id`");
    }
    if let Some((place, value)) = text(description, "requiredValue") {
        let mut described = Described::default();
        described.add(description);
        described.check_value(walk, place, &value);
    }
    let bounds = ["valueMin", "valueMax"].map(|name| text(description, name));
    for (place, bound) in bounds.iter().flatten().filter(|(_, bound)| Decimal::parse(bound).is_none()) {
        let message = format!("{} is no decimal number, so that nothing can be held against it", quoted(bound));
        walk.warning(Code::ModelOutOfRange, *place, message, "write a decimal number, or list the `allowedValue`s");
    }
    if let [Some((_, least)), Some((place, most))] = &bounds
        && let (Some(low), Some(high)) = (Decimal::parse(least), Decimal::parse(most))
        && high < low
    {
        let message = format!("`valueMax` {} is below `valueMin` {}", quoted(most), quoted(least));
        walk.error(Code::ModelOutOfRange, *place, message, "correct one of them");
    }
    if let Some(list) = description.get("rubricCriterionLevel")
        && list.items().count() > 1
        && !["points", "level"].iter().any(|name| is_ranked(list, name))
    {
        let message =
            "the levels have no `points` that tell them apart, and an embedded proof does not cover their order";
        walk.warning(Code::ModelOrderNotSigned, list, message, "give each level `points` of its own, a decimal number");
    }
}

/// Whether a member of every level is a number, each another.
fn is_ranked(levels: Node<'_>, name: &str) -> bool {
    let texts: Option<Vec<_>> = levels.items().map(|level| text(level, name)).collect();
    let texts = texts.unwrap_or_default();
    let numbers: Option<Vec<_>> = texts.iter().map(|(_, text)| Decimal::parse(text)).collect();
    numbers.filter(|numbers| !numbers.is_empty()).is_some_and(|mut numbers| {
        numbers.sort();
        numbers.windows(2).all(|pair| pair.first() != pair.last())
    })
}

fn level_ids<'d>(description: Node<'d>) -> impl Iterator<Item = Cow<'d, str>> {
    let levels = description.get("rubricCriterionLevel").into_iter().flat_map(Node::one_or_many);
    levels.filter_map(|level| level.get("id")?.as_str())
}

fn text<'d>(node: Node<'d>, name: &str) -> Option<(Node<'d>, Cow<'d, str>)> {
    let place = node.get(name)?;
    Some((place, place.as_str()?))
}
