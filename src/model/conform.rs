//! Whether a document keeps the rules of Open Badges 3.0.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::class::{ACHIEVEMENT_CREDENTIAL, Class, Count, Kind, Member, PROFILE, Types};
use super::{CREDENTIALS_V2, DateTimeZ};
use crate::document::{self, Document, Node};
use crate::finding::{Code, Finding};
use crate::text::{is_language, is_uri, quoted};

/// Everything in which `document` breaks the rules of an AchievementCredential, in the order of the document.
///
/// Checked are the classes and members that skill badges use: required members, types, vocabularies, URIs, dates, the
/// contexts and their order, that somebody is named, that criteria say something, and that results refer to what
/// the achievement defines. One id described in two places is a warning. Members that the standard does not define
/// are not judged here.
pub fn conform(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    let root = document.root();
    if root.kind() != document::Kind::Object {
        findings.push(wrong_type(root, "an object"));
        return findings;
    }
    contexts(root, &mut findings);
    object(root, &ACHIEVEMENT_CREDENTIAL, &mut findings);
    if let Some(subject) = root.get("credentialSubject") {
        recipient(subject, &mut findings);
        if let Some(achievement) = subject.get("achievement") {
            criteria(achievement, &mut findings);
            references(subject, achievement, &mut findings);
        }
    }
    findings.extend(described_twice(document));
    findings
}

/// Everything in which `document` breaks the rules of a Profile.
pub(crate) fn conform_profile(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    object(document.root(), &PROFILE, &mut findings);
    findings
}

fn wrong_type(node: Node<'_>, wanted: &str) -> Finding {
    let message = format!("expected {wanted}, found {}", node.kind().noun());
    Finding::error(Code::ModelWrongType, node.pointer(), message).with_value(node.raw())
}

fn wrong_value(node: Node<'_>, message: String) -> Finding {
    let value = node.as_str().unwrap_or(Cow::Borrowed(node.raw()));
    Finding::error(Code::ModelWrongValue, node.pointer(), message).with_value(&value)
}

fn object(node: Node<'_>, class: &Class, findings: &mut Vec<Finding>) {
    if node.kind() != document::Kind::Object {
        findings.push(wrong_type(node, "an object"));
        return;
    }
    types(node, class, findings);
    for member in class.members {
        match node.get(member.name) {
            None if member.count == Count::Required => {
                let message = format!("{} needs the member `{}`", class.name, member.name);
                findings
                    .push(Finding::error(Code::ModelMissingMember, node.pointer(), message).with_value(member.name));
            }
            None => {}
            Some(value) => member_value(value, member, findings),
        }
    }
}

fn member_value(value: Node<'_>, member: &Member, findings: &mut Vec<Finding>) {
    let is_array = value.kind() == document::Kind::Array;
    match member.count {
        Count::List if !is_array => findings.push(wrong_type(value, "an array")),
        Count::List | Count::CompactList => {
            for item in value.one_or_many() {
                single(item, member.kind, findings);
            }
        }
        Count::Optional | Count::Required => single(value, member.kind, findings),
    }
}

fn single(value: Node<'_>, kind: Kind, findings: &mut Vec<Finding>) {
    let text = value.as_str();
    let finding = match (kind, &text) {
        (Kind::Any, _) => None,
        (Kind::Object(class), _) | (Kind::ObjectOrUri(class), None) => return object(value, class, findings),
        (Kind::Boolean, _) => value.as_bool().is_none().then(|| wrong_type(value, "a boolean")),
        (Kind::Number, _) => value.as_number().is_none().then(|| wrong_type(value, "a number")),
        (_, None) => Some(wrong_type(value, "a string")),
        (Kind::Text, Some(_)) => None,
        (Kind::Uri | Kind::ObjectOrUri(_), Some(text)) => {
            (!is_uri(text)).then(|| wrong_value(value, format!("{} is not an absolute URI", quoted(text))))
        }
        (Kind::DateTimeZ, Some(text)) => text
            .parse::<DateTimeZ>()
            .is_err()
            .then(|| wrong_value(value, format!("{} is not a date and time with a zone", quoted(text)))),
        (Kind::Date, Some(text)) => {
            let is_day = text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
            (!is_day).then(|| wrong_value(value, format!("{} is not a date", quoted(text))))
        }
        (Kind::Email, Some(text)) => {
            let mut parts = text.split('@').filter(|part| !part.is_empty() && !part.contains(char::is_whitespace));
            let is_email = parts.by_ref().count() == 2 && text.matches('@').count() == 1;
            (!is_email).then(|| wrong_value(value, format!("{} is not an e-mail address", quoted(text))))
        }
        (Kind::Language, Some(text)) => (!is_language(text))
            .then(|| wrong_value(value, format!("{} is not a language tag such as `en-US`", quoted(text)))),
        (Kind::Word(allowed), Some(text)) => (!allowed(text))
            .then(|| wrong_value(value, format!("{} is not in the vocabulary of this member", quoted(text)))),
    };
    findings.extend(finding);
}

fn types(node: Node<'_>, class: &Class, findings: &mut Vec<Finding>) {
    if let Types::None = class.types {
        return;
    }
    let Some(value) = node.get("type") else {
        let message = format!("{} needs the member `type`", class.name);
        findings.push(Finding::error(Code::ModelMissingMember, node.pointer(), message).with_value("type"));
        return;
    };
    let mut words = BTreeSet::new();
    for item in value.one_or_many() {
        match item.as_str() {
            Some(word) => {
                words.insert(word);
            }
            None => findings.push(wrong_type(item, "a string")),
        }
    }
    let missing = match class.types {
        Types::Contains(groups) => groups.iter().find(|group| !group.iter().any(|word| words.contains(*word))),
        _ => None,
    };
    if let Some(group) = missing {
        let wanted = group.join("` or `");
        findings.push(wrong_value(value, format!("the type must hold `{wanted}`")));
    }
    match class.types {
        Types::Equals(word) if words.iter().ne([word].iter()) => {
            findings.push(wrong_value(value, format!("the type must be `{word}`")));
        }
        Types::Any if words.is_empty() => findings.push(wrong_value(value, "the type is empty".into())),
        _ => {}
    }
}

/// VC 2.0 first, a version of Open Badges 3.0 second.
fn contexts(root: Node<'_>, findings: &mut Vec<Finding>) {
    let mut wrong =
        |pointer: String, message: String| findings.push(Finding::error(Code::ModelContext, pointer, message));
    let Some(list) = root.get("@context") else {
        return wrong(String::new(), "there is no `@context`".into());
    };
    if list.kind() != document::Kind::Array {
        return wrong(list.pointer(), "`@context` must be an array".into());
    }
    let mut items = list.items();
    match items.next() {
        Some(first) if first.as_str().as_deref() == Some(CREDENTIALS_V2) => {}
        Some(first) => wrong(first.pointer(), format!("the first context must be `{CREDENTIALS_V2}`")),
        None => wrong(list.pointer(), "`@context` is empty".into()),
    }
    let second = items.next();
    if !second.and_then(Node::as_str).is_some_and(|url| is_open_badges(&url)) {
        let pointer = second.unwrap_or(list).pointer();
        wrong(pointer, "the second context must be one of Open Badges 3.0".into());
    }
}

/// `…/ob/v3p0/context.json` or `…/context-3.x.y.json`.
fn is_open_badges(url: &str) -> bool {
    let rest = url.strip_prefix("https://purl.imsglobal.org/spec/ob/v3p0/context");
    rest.and_then(|r| r.strip_suffix(".json")).is_some_and(|version| match version.as_bytes() {
        [] => true,
        [b'-', b'3', b'.', minor, b'.', patch] => minor.is_ascii_digit() && patch.is_ascii_digit(),
        _ => false,
    })
}

fn recipient(subject: Node<'_>, findings: &mut Vec<Finding>) {
    let named = subject.get("id").is_some() || subject.get("identifier").is_some_and(|i| i.items().next().is_some());
    if subject.kind() == document::Kind::Object && !named {
        let message = "the subject needs an `id` or at least one `identifier`";
        findings.push(Finding::error(Code::ModelNoRecipient, subject.pointer(), message));
    }
}

fn criteria(achievement: Node<'_>, findings: &mut Vec<Finding>) {
    let Some(criteria) = achievement.get("criteria").filter(|c| c.kind() == document::Kind::Object) else {
        return;
    };
    if criteria.get("id").is_none() && criteria.get("narrative").is_none() {
        let message = "criteria need an `id` or a `narrative`";
        findings.push(Finding::error(Code::ModelEmptyCriteria, criteria.pointer(), message));
    }
}

/// Results refer to the achievement's descriptions, levels to the levels of the description.
fn references(subject: Node<'_>, achievement: Node<'_>, findings: &mut Vec<Finding>) {
    let mut levels_of: HashMap<Cow<'_, str>, BTreeSet<Cow<'_, str>>> = HashMap::new();
    let descriptions = achievement.get("resultDescription");
    for description in descriptions.into_iter().flat_map(Node::items) {
        let levels = description.get("rubricCriterionLevel").into_iter().flat_map(Node::items);
        let ids: BTreeSet<_> = levels.filter_map(|level| level.get("id")?.as_str()).collect();
        if let Some(required) = description.get("requiredLevel")
            && !required.as_str().is_some_and(|id| ids.contains(&id))
        {
            findings.push(dangling(required, "no level of this result description"));
        }
        if let Some(id) = description.get("id").and_then(Node::as_str) {
            levels_of.entry(id).or_default().extend(ids);
        }
    }
    for result in subject.get("result").into_iter().flat_map(Node::items) {
        let Some(reference) = result.get("resultDescription") else {
            continue;
        };
        let levels = reference.as_str().and_then(|id| levels_of.get(&id));
        if levels.is_none() {
            findings.push(dangling(reference, "no result description of the achievement"));
        }
        if let (Some(levels), Some(achieved)) = (levels, result.get("achievedLevel"))
            && !achieved.as_str().is_some_and(|id| levels.contains(&id))
        {
            findings.push(dangling(achieved, "no level of its result description"));
        }
    }
}

fn dangling(node: Node<'_>, is: &str) -> Finding {
    let text = node.as_str().unwrap_or(Cow::Borrowed(node.raw()));
    Finding::error(Code::ModelDanglingReference, node.pointer(), format!("{} is {is}", quoted(&text))).with_value(&text)
}

/// More of them than this are not listed: whoever sees so many looks at the first.
const MOST_TWICE: usize = 100;

/// Ids that stand for two descriptions, or for things of differing types: in the signed graph they merge into one, so
/// that a member deleted from one description may still stand in the other and the signature holds.
fn described_twice(document: &Document) -> Vec<Finding> {
    /// Whether the id was described (by more than id and type), and its types.
    struct Seen<'d> {
        described: bool,
        types: BTreeSet<Cow<'d, str>>,
    }
    let mut seen: HashMap<Cow<'_, str>, Seen<'_>> = HashMap::new();
    let mut findings = Vec::new();
    let mut open = vec![document.root()];
    while let Some(node) = open.pop().filter(|_| findings.len() < MOST_TWICE) {
        let mut inner: Vec<_> = node.items().collect();
        inner.extend(node.members().filter(|(name, _)| name != "@context").map(|(_, value)| value));
        open.extend(inner.into_iter().rev());
        let Some(id) = node.get("id").and_then(Node::as_str) else {
            continue;
        };
        let described = node.members().any(|(name, _)| name != "id" && name != "type");
        let types: BTreeSet<_> =
            node.get("type").into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str).collect();
        match seen.get_mut(&id) {
            None => {
                seen.insert(id, Seen { described, types });
            }
            Some(before) => {
                let problem = if before.described && described {
                    Some("is described in a second place; describe it once and refer to it by `id` and `type`")
                } else if before.types != types {
                    Some("stands for things of two types")
                } else {
                    None
                };
                before.described |= described;
                if let Some(problem) = problem {
                    let message = format!("the id {} {problem}", quoted(&id));
                    findings.push(Finding::warning(Code::ModelDescribedTwice, node.pointer(), message).with_value(&id));
                }
            }
        }
    }
    findings
}
