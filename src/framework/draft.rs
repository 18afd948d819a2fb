//! Reads a framework from JSON and checks it: every fault at once, each with its JSON pointer.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::draft_rule;
use super::rubric::{Criterion, Level, Points, Rubric};
use super::rule::Completion;
use super::words::{self, Chars, Own, Words};
use super::{Alignment, Framework, Inner, Provenance, Publisher, SharedAssessments, SkillData, Status, SubCompetency};
use crate::document::read::{Object, Reader};
use crate::document::{Document, Kind, Node};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::model::{AlignmentTargetType, Term};
use crate::text::{self, quoted};

/// More than this in one skill is a mistake; the bound keeps a hostile draft from costing the square of its length.
pub(super) const MOST_SUB_COMPETENCIES: usize = 200;

pub(super) fn read(bytes: &[u8]) -> Result<Framework> {
    let document = Document::parse(bytes)?;
    let mut reader = Reader::default();
    let inner = framework(document.root(), &mut reader);
    reader.finish()?;
    let missing = || Error::input(Code::InputMissing, "", "the framework is incomplete");
    inner.map(words::framework).ok_or_else(missing)
}

fn framework(root: Node<'_>, r: &mut Reader) -> Option<Inner> {
    #[rustfmt::skip]
    let known = ["id", "name", "version", "description", "publisher", "status", "inLanguage", "provenance", "completion",
        "sharedAssessments", "rubrics", "subCompetencies", "skills"];
    let o = r.object(root, &known)?;
    let id = o.required("id", r).and_then(|n| r.uri(n));
    let in_language = o.optional("inLanguage").and_then(|n| language(n, r));
    let own = &Own::new(in_language.as_deref());
    let name = o.required("name", r).and_then(|n| Words::read(n, own, r));
    let version = o.required("version", r).and_then(|n| r.text(n));
    let description = o.optional("description").and_then(|n| Words::read(n, own, r));
    let publisher = o.required("publisher", r).and_then(|n| publisher(n, r));
    let status = status(o, r);
    let provenance = provenance(o, r);
    let shared = [("forbidden", SharedAssessments::Forbidden), ("allowed", SharedAssessments::Allowed)];
    let shared_assessments = o.optional("sharedAssessments").and_then(|n| r.word(n, &shared)).unwrap_or_default();

    let rubrics = list(o, "rubrics", r, |n, r| rubric(n, own, r));
    unique(o, "rubrics", &[], r);
    let mut sub_competencies = list(o, "subCompetencies", r, |n, r| sub_competency(n, own, r));
    unique(o, "subCompetencies", &["aliases"], r);
    unique_names(o, "subCompetencies", r);
    // By id and not by place: an item with a fault is left out of its list, and must not shift the others.
    let rubric_places = places(rubrics.iter().map(|x| x.id.as_str()));
    for sub in &mut sub_competencies {
        sub.rubric_at = rubric_places.get(sub.rubric.as_str()).copied().unwrap_or(0);
    }
    check_references(o, "rubrics", "subCompetencies", "rubric", r);

    let sub_places = places(sub_competencies.iter().map(|x| x.id.as_str()));
    let defined_subs = defined(o, "subCompetencies");
    let parts = Parts { rubrics: &rubrics, subs: &sub_competencies, places: &sub_places, defined: &defined_subs };
    let default_completion = o.optional("completion").map(|n| (n, draft_rule::completion(n, r)));
    let mut skills = Vec::new();
    let skill_nodes = o.required("skills", r);
    for node in r.items_of(skill_nodes) {
        skills.extend(skill(node, &parts, default_completion.as_ref(), own, r));
    }
    unique(o, "skills", &["aliases"], r);
    unique_names(o, "skills", r);
    // A framework without skills awards nothing; an empty list is as good as none.
    if let Some(node) = o.optional("skills").filter(|n| n.kind() == Kind::Array && n.items().next().is_none()) {
        r.report(Code::InputMissing, node, "a framework needs at least one skill");
    }
    if own.is_missed() && o.optional("inLanguage").is_none() {
        let message = "the member `inLanguage` is missing, which says the language of texts that are in several";
        r.report_object(Code::InputMissing, o.node(), message);
    }
    Some(Inner {
        id: id?,
        name: name?,
        version: version?,
        description,
        publisher: publisher?,
        status,
        in_language: in_language.map(Chars::from),
        languages: Vec::new(),
        edition: None,
        provenance,
        shared_assessments,
        rubrics,
        sub_competencies,
        skills,
    })
}

fn places<'a>(ids: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    ids.enumerate().map(|(at, id)| (id, at)).collect()
}

fn list<T>(o: Object<'_>, name: &str, r: &mut Reader, read: impl Fn(Node<'_>, &mut Reader) -> Option<T>) -> Vec<T> {
    let items = o.required(name, r);
    r.items_of(items).into_iter().filter_map(|n| read(n, r)).collect()
}

fn optional_list<T>(
    o: Object<'_>,
    name: &str,
    r: &mut Reader,
    read: impl Fn(Node<'_>, &mut Reader) -> Option<T>,
) -> Vec<T> {
    r.items_of(o.optional(name)).into_iter().filter_map(|n| read(n, r)).collect()
}

fn word(node: Node<'_>, r: &mut Reader) -> Option<String> {
    r.text(node)
}

/// Ids, and names that serve as ids, are unique within one list.
fn unique(o: Object<'_>, list: &str, others: &[&str], r: &mut Reader) {
    let mut seen = HashSet::new();
    for item in o.optional(list).into_iter().flat_map(Node::items) {
        let names = others.iter().filter_map(|member| item.get(member)).flat_map(Node::items);
        for node in item.get("id").into_iter().chain(names) {
            let Some(id) = node.as_str() else { continue };
            if !seen.insert(id.clone()) {
                r.report(Code::FrameworkDuplicateId, node, format!("{} names two things in `{list}`", quoted(&id)));
            }
        }
    }
}

/// Names are what people write in rosters and read in badges, in any language of the framework: one that two things of a list
/// have means neither. What is deprecated may leave its name to what follows it.
fn unique_names(o: Object<'_>, list: &str, r: &mut Reader) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (at, item) in o.optional(list).into_iter().flat_map(Node::items).enumerate() {
        if item.get("status").and_then(Node::as_str).as_deref() == Some("deprecated") {
            continue;
        }
        let Some(name) = item.get("name") else { continue };
        for node in std::iter::once(name).chain(name.members().map(|(_, text)| text)) {
            let Some(text) = node.as_str() else { continue };
            let folded = text.trim().to_lowercase();
            if !folded.is_empty() && *seen.entry(folded).or_insert(at) != at {
                let message = format!("{} is the name of two things in `{list}`", quoted(&text));
                r.report(Code::FrameworkDuplicateId, node, message);
            }
        }
    }
}

/// The ids that a list defines, read from the document, so that a fault in an item raises no second alarm.
fn defined<'d>(o: Object<'d>, list: &str) -> HashSet<Cow<'d, str>> {
    o.optional(list).into_iter().flat_map(Node::items).filter_map(|i| i.get("id")?.as_str()).collect()
}

fn check_references(o: Object<'_>, target: &str, list: &str, member: &str, r: &mut Reader) {
    let ids = defined(o, target);
    for node in o.optional(list).into_iter().flat_map(Node::items).filter_map(|item| item.get(member)) {
        check_reference(node, target, &ids, r);
    }
}

fn check_reference(node: Node<'_>, target: &str, ids: &HashSet<Cow<'_, str>>, r: &mut Reader) -> bool {
    let Some(id) = node.as_str() else { return false };
    if ids.contains(&id) {
        return true;
    }
    let hint = r.hint(&id, || {
        // In an order of their own, so that of two that are equally near always the same is suggested.
        let mut near: Vec<&str> = ids.iter().map(AsRef::as_ref).collect();
        near.sort_unstable();
        near
    });
    r.report(Code::FrameworkDanglingReference, node, format!("{} is not defined in `{target}`{hint}", quoted(&id)));
    false
}

fn status(o: Object<'_>, r: &mut Reader) -> Status {
    let words = [("draft", Status::Draft), ("adopted", Status::Adopted), ("deprecated", Status::Deprecated)];
    o.optional("status").and_then(|n| r.word(n, &words)).unwrap_or_default()
}

fn provenance(o: Object<'_>, r: &mut Reader) -> Option<Provenance> {
    use Provenance::{Confirmed, Derived, Own, Reported};
    let words = [("confirmed", Confirmed), ("reported", Reported), ("derived", Derived), ("own", Own)];
    o.optional("provenance").and_then(|n| r.word(n, &words))
}

/// A language tag in the form that Open Badges 3.0 allows.
fn language(node: Node<'_>, r: &mut Reader) -> Option<String> {
    let tag = r.text(node)?;
    if !text::is_language(&tag) {
        r.report(Code::InputUnknownWord, node, words::not_a_tag(&tag));
        return None;
    }
    Some(tag)
}

fn publisher(node: Node<'_>, r: &mut Reader) -> Option<Publisher> {
    let o = r.object(node, &["id", "name", "url"])?;
    let id = o.required("id", r).and_then(|n| r.uri(n));
    let name = o.required("name", r).and_then(|n| r.text(n));
    let url = o.optional("url").and_then(|n| r.url(n));
    Some(Publisher { id: id?, name: name?, url })
}

fn alignment(node: Node<'_>, r: &mut Reader) -> Option<Alignment> {
    #[rustfmt::skip]
    let known = ["targetName", "targetUrl", "targetCode", "targetDescription", "targetFramework", "targetType"];
    let o = r.object(node, &known)?;
    let target_name = o.required("targetName", r).and_then(|n| r.text(n));
    let target_url = o.required("targetUrl", r).and_then(|n| r.url(n));
    let mut optional = |name| o.optional(name).and_then(|n| r.text(n));
    let target_code = optional("targetCode");
    let target_description = optional("targetDescription");
    let target_framework = optional("targetFramework");
    let target_type = optional("targetType");
    // An extensible vocabulary: what the standard does not list must say so.
    if let Some((text, node)) = target_type.as_deref().zip(o.optional("targetType"))
        && !text.parse::<Term<AlignmentTargetType>>().is_ok_and(|term| term.is_allowed())
    {
        let message = format!("{} is not a target type of the standard; own ones begin with `ext:`", quoted(text));
        r.report(Code::InputUnknownWord, node, message);
    }
    Some(Alignment {
        target_name: target_name?,
        target_url: target_url?,
        target_code,
        target_description,
        target_framework,
        target_type,
    })
}

fn rubric(node: Node<'_>, own: &Own<'_>, r: &mut Reader) -> Option<Rubric> {
    let o = r.object(node, &["id", "name", "levels", "requiredLevel", "criteria"])?;
    let id = o.required("id", r).and_then(|n| r.id(n));
    let name = o.required("name", r).and_then(|n| Words::read(n, own, r));
    let levels = list(o, "levels", r, |n, r| level(n, own, r));
    unique(o, "levels", &[], r);
    unique_names(o, "levels", r);
    if let Some(node) = o.optional("levels").filter(|n| n.kind() == Kind::Array && n.items().next().is_none()) {
        r.report(Code::FrameworkRubricWithoutLevels, node, "a rubric needs at least one level");
    }
    let mut last: Option<Points> = None;
    for node in o.optional("levels").into_iter().flat_map(Node::items).filter_map(|level| level.get("points")) {
        // Faults of the points themselves were reported when the level was read.
        let Some(points) = Points::read(node, &mut Reader::default()) else {
            continue;
        };
        if let Some(last) = last.filter(|last| points <= *last) {
            let message = format!("{points} points do not rise above the level before, which has {last}");
            r.report(Code::FrameworkPointsNotRising, node, message);
        }
        last = Some(points);
    }
    let required_level = o.required("requiredLevel", r).and_then(|n| r.text(n).map(|level| (level, n)));
    if let Some((required, node)) = &required_level {
        let ids = defined(o, "levels");
        if !ids.contains(required.as_str()) && !ids.is_empty() {
            let message = format!("the required level {} is no level of this rubric", quoted(required));
            r.report(Code::FrameworkRequiredLevelNotInRubric, *node, message);
        }
    }
    let criteria = optional_list(o, "criteria", r, |n, r| criterion(n, own, r));
    unique(o, "criteria", &[], r);
    Some(Rubric { id: id?, name: name?, levels, required_level: required_level?.0, criteria })
}

fn level(node: Node<'_>, own: &Own<'_>, r: &mut Reader) -> Option<Level> {
    let o = r.object(node, &["id", "name", "points", "description"])?;
    let id = o.required("id", r).and_then(|n| r.id(n));
    let name = o.required("name", r).and_then(|n| Words::read(n, own, r));
    let points = o.required("points", r).and_then(|n| Points::read(n, r));
    let description = o.optional("description").and_then(|n| Words::read(n, own, r));
    Some(Level { id: id?, name: name?, points: points?, description })
}

fn criterion(node: Node<'_>, own: &Own<'_>, r: &mut Reader) -> Option<Criterion> {
    let o = r.object(node, &["id", "name", "description"])?;
    let id = o.required("id", r).and_then(|n| r.id(n));
    let name = o.required("name", r).and_then(|n| Words::read(n, own, r));
    let description = o.optional("description").and_then(|n| Words::read(n, own, r));
    Some(Criterion { id: id?, name: name?, description })
}

fn sub_competency(node: Node<'_>, own: &Own<'_>, r: &mut Reader) -> Option<SubCompetency> {
    let known = ["id", "name", "description", "rubric", "status", "aliases", "alignments", "provenance"];
    let o = r.object(node, &known)?;
    let id = o.required("id", r).and_then(|n| r.id(n));
    let name = o.required("name", r).and_then(|n| Words::read(n, own, r));
    let description = o.required("description", r).and_then(|n| Words::read(n, own, r));
    let rubric = o.required("rubric", r).and_then(|n| r.text(n));
    let status = status(o, r);
    let aliases = optional_list(o, "aliases", r, word);
    let alignments = optional_list(o, "alignments", r, alignment);
    let provenance = provenance(o, r);
    Some(SubCompetency {
        id: id?,
        name: name?,
        description: description?,
        rubric: rubric?,
        status,
        aliases,
        alignments,
        provenance,
        rubric_at: 0,
    })
}

/// What a skill can be made of.
struct Parts<'a> {
    rubrics: &'a [Rubric],
    subs: &'a [SubCompetency],
    places: &'a HashMap<&'a str, usize>,
    /// Also those whose definition has a fault.
    defined: &'a HashSet<Cow<'a, str>>,
}

impl Parts<'_> {
    fn rubric_of(&self, sub_competency: &str) -> Option<&Rubric> {
        let sub = self.subs.get(*self.places.get(sub_competency)?)?;
        self.rubrics.get(sub.rubric_at).filter(|rubric| rubric.id == sub.rubric)
    }
}

fn skill(
    node: Node<'_>,
    parts: &Parts<'_>,
    default: Option<&(Node<'_>, Completion)>,
    own: &Own<'_>,
    r: &mut Reader,
) -> Option<SkillData> {
    #[rustfmt::skip]
    let known = ["id", "name", "description", "subCompetencies", "requiredLevels", "completion", "status", "aliases", "tags",
        "alignments", "provenance"];
    let o = r.object(node, &known)?;
    let id = o.required("id", r).and_then(|n| r.id(n));
    let name = o.required("name", r).and_then(|n| Words::read(n, own, r));
    let description = o.required("description", r).and_then(|n| Words::read(n, own, r));

    let mut sub_competencies = Vec::new();
    if let Some(list) = o.required("subCompetencies", r) {
        for node in r.items_of(Some(list)) {
            if sub_competencies.len() >= MOST_SUB_COMPETENCIES {
                let message = format!("a skill has at most {MOST_SUB_COMPETENCIES} sub-competencies");
                r.report(Code::FrameworkTooManySubCompetencies, list, message);
                break;
            }
            let Some(id) = r.text(node) else { continue };
            if !check_reference(node, "subCompetencies", parts.defined, r) {
                continue;
            }
            if sub_competencies.contains(&id) {
                r.report(Code::FrameworkDuplicateId, node, format!("{} stands twice in one skill", quoted(&id)));
                continue;
            }
            sub_competencies.push(id);
        }
        if list.kind() == Kind::Array && list.items().next().is_none() {
            r.report(Code::FrameworkSkillWithoutSubCompetencies, list, "a skill needs at least one sub-competency");
        }
    }
    let required_levels = required_levels(o, &sub_competencies, parts, r);
    let (rule_node, completion) = match o.optional("completion") {
        Some(node) => (node, draft_rule::completion(node, r)),
        None => match default {
            Some((node, completion)) => (*node, completion.clone()),
            None => (o.node(), Completion::default()),
        },
    };
    // A fault of a sub-competency would make the rule's arithmetic wrong; one alarm is enough.
    let is_whole = !sub_competencies.is_empty() && sub_competencies.iter().all(|id| parts.rubric_of(id).is_some());
    if is_whole {
        let most = |id: &str| parts.rubric_of(id).and_then(|r| r.levels.last()).map(Level::points).unwrap_or_default();
        draft_rule::check(&completion.rule, rule_node, &sub_competencies, &most, r);
    }
    let status = status(o, r);
    let aliases = optional_list(o, "aliases", r, word);
    let tags = optional_list(o, "tags", r, |n, r| Words::read(n, own, r));
    let alignments = optional_list(o, "alignments", r, alignment);
    let provenance = provenance(o, r);
    let parts = sub_competencies.iter().filter_map(|id| parts.places.get(id.as_str()).copied()).collect();
    Some(SkillData {
        id: id?,
        name: name?,
        description: description?,
        sub_competencies,
        required_levels,
        completion,
        status,
        aliases,
        tags,
        alignments,
        provenance,
        parts,
    })
}

fn required_levels(o: Object<'_>, subs: &[String], parts: &Parts<'_>, r: &mut Reader) -> Vec<(String, String)> {
    let mut levels = Vec::new();
    let Some(node) = o.optional("requiredLevels") else {
        return levels;
    };
    if node.kind() != Kind::Object {
        r.wrong_type(node, "an object");
    }
    for (sub, value) in node.members() {
        let Some(level) = r.text(value) else { continue };
        if !subs.iter().any(|s| *s == sub) {
            let hint = r.hint(&sub, || subs.iter().map(String::as_str));
            let message = format!("{} is no sub-competency of this skill{hint}", quoted(&sub));
            r.report(Code::FrameworkDanglingReference, value, message);
        } else if parts.rubric_of(&sub).is_some_and(|rubric| rubric.level(&level).is_none()) {
            let message =
                format!("the required level {} is no level of the rubric of {}", quoted(&level), quoted(&sub));
            r.report(Code::FrameworkRequiredLevelNotInRubric, value, message);
        } else {
            levels.push((sub.into_owned(), level));
        }
    }
    levels
}
