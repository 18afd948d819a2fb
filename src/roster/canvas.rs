//! The "Outcome Results" report of Canvas, and what is needed to understand it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::entry::Fault;
use super::group::{Fact, Understood};
use super::lookup::{Lookup, fold};
use super::table::{Context, Values};
use crate::assessment::read::{ASSESSOR_KINDS, identifier_type};
use crate::assessment::{Assessment, Assessor, AssessorKind, Score};
use crate::document::read::{Object, Reader};
use crate::document::{Document, Kind, Node};
use crate::error::Result;
use crate::finding::{Code, Finding};
use crate::framework::{Framework, Points};
use crate::text::{did_you_mean, quoted};

#[rustfmt::skip]
pub(super) const KNOWN: [&str; 14] = [
    "student_name", "student_id", "student_sis_id", "assessment_id", "submission_date", "learning_outcome_name",
    "learning_outcome_id", "attempt", "outcome_score", "assessment_question_id", "learning_outcome_mastered",
    "learning_outcome_rating", "learning_outcome_rating_points", "course_id",
];

const STUDENT_NAME: usize = 0;
const STUDENT_ID: usize = 1;
const STUDENT_SIS_ID: usize = 2;
const ASSESSMENT_ID: usize = 3;
const SUBMISSION_DATE: usize = 4;
const OUTCOME_NAME: usize = 5;
const OUTCOME_ID: usize = 6;
const ATTEMPT: usize = 7;
const SCORE: usize = 8;
const QUESTION_ID: usize = 9;
const MASTERED: usize = 10;
const RATING: usize = 11;
const RATING_POINTS: usize = 12;
const COURSE_ID: usize = 13;

/// What the outcomes and ratings of a Canvas account are in a framework.
///
/// Read from JSON with [`from_json`](CanvasMap::from_json): an object with the members
///
/// | member | what it says |
/// | --- | --- |
/// | `outcomes` | an object: for each outcome, by its id or name, the sub-competency (id, alias or name), or an object with `subCompetency` and `skill` |
/// | `ratings` | an object: for each rating, by its text, the level (id or name); without it the points are asked |
/// | `points` | an array of objects with `from` (points) and `level`: the highest that the outcome's score reaches counts, where there is no rating |
/// | `learner` | `student sis id` (default) or `student id`: the column with the learner's id |
/// | `identifier` | the kind of identifier that this id is, default `sourcedId` |
/// | `assessor` | how results come about: `facilitator` (default), `automated` or `automated-with-review` |
/// | `others` | what becomes of outcomes that are not mapped: `reject` (default) or `ignore` |
///
/// Of `ratings` and `points` at least one is there. Ids of outcomes are looked for before names; names and ratings are
/// compared without regard to upper and lower case and to white space around them.
///
/// ```
/// use openbadges::Framework;
/// use openbadges::roster::{CanvasMap, Entry, Roster};
///
/// let framework = Framework::twenty_first_century_skills();
/// let map = CanvasMap::from_json(br#"{
///   "outcomes": {
///     "412": "identify-patterns",
///     "Questions what is taken for granted": { "subCompetency": "question-assumptions", "skill": "critical-thinking" }
///   },
///   "ratings": { "Exceeds Mastery": "exemplary", "Mastery": "proficient", "Near Mastery": "developing" },
///   "points": [{ "from": 3, "level": "proficient" }, { "from": 0, "level": "emerging" }],
///   "others": "ignore"
/// }"#, &framework)?;
/// let export = "\
/// student name,student id,student sis id,submission date,learning outcome name,learning outcome id,outcome score,learning outcome mastered,learning outcome rating
/// Ada Byron,77,s-1,2026-04-17T15:30:00Z,Patterns,412,,1,Mastery
/// Ada Byron,77,s-1,2026-04-18T15:30:00Z,Questions what is taken for granted,413,3.5,1,
/// Ada Byron,77,s-1,,Patterns,412,,,
/// Ada Byron,77,s-1,2026-04-18T15:30:00Z,Attendance,9,1,1,Mastery
/// ";
/// let mut roster = Roster::canvas(export.as_bytes(), &map)?;
/// let entries = roster.by_ref().collect::<Result<Vec<_>, _>>()?;
/// let [Entry::Record(record)] = entries.as_slice() else { panic!() };
/// assert_eq!(record.learner().identifiers()[0].kind, "sourcedId");
/// assert_eq!(record.assessments().len(), 2);
/// assert_eq!(roster.ignored(), 2);
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CanvasMap {
    framework: Framework,
    learner: usize,
    identifier: String,
    assessor: AssessorKind,
    ignores_others: bool,
    ids: HashMap<String, Target>,
    names: HashMap<String, Target>,
    /// A level's id or name, for each rating.
    ratings: HashMap<String, String>,
    /// From the highest to the lowest.
    points: Vec<(Points, String)>,
}

/// What an outcome is in the framework, by ids.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    sub_competency: String,
    skill: Option<String>,
}

impl CanvasMap {
    /// Reads a mapping from its JSON form and holds it against the framework.
    ///
    /// # Errors
    /// All faults at once, each with its JSON pointer: `record.unknown-sub-competency`, `record.unknown-skill`,
    /// `record.skill-without-sub-competency`, `record.unknown-level` (of the rubric of any mapped sub-competency),
    /// `record.unknown-identifier-type`, `roster.mapped-twice`, `input.*` and `json.*`.
    pub fn from_json(bytes: &[u8], framework: &Framework) -> Result<Self> {
        let document = Document::parse(bytes)?;
        let mut r = Reader::default();
        let mut lookup = Lookup::new(framework);
        let known = ["outcomes", "ratings", "points", "learner", "identifier", "assessor", "others"];
        let found = r.object(document.root(), &known).map(|o| map(o, &mut lookup, &mut r));
        r.finish()?;
        // What is no object was reported.
        found.ok_or_else(|| crate::Error::input(Code::InputWrongType, "", "the mapping is no object"))
    }

    /// The framework that it was held against.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    pub(super) fn identifier(&self) -> &str {
        &self.identifier
    }

    /// The column with the learner's id.
    pub(super) fn learner(&self) -> usize {
        self.learner
    }

    pub(super) fn required(&self) -> Vec<Vec<usize>> {
        let mut scores = Vec::new();
        if !self.ratings.is_empty() {
            scores.push(RATING);
        }
        if !self.points.is_empty() {
            scores.extend([SCORE, RATING_POINTS]);
        }
        vec![vec![self.learner], vec![SUBMISSION_DATE], vec![OUTCOME_NAME, OUTCOME_ID], scores]
    }

    /// Whether a row says nothing that matters: a result that is still to come, or one of an outcome that is not mapped.
    pub(super) fn ignores(&self, values: &Values<'_>) -> bool {
        let is_empty = |known| values.get(known).is_none();
        // A row of which not even the learner and the outcome are there is looked at elsewhere.
        let is_result = !is_empty(self.learner);
        is_result && [SCORE, RATING, RATING_POINTS, MASTERED].into_iter().all(is_empty)
            || self.ignores_others && is_result && self.target(values).is_none()
    }

    fn target(&self, values: &Values<'_>) -> Option<&Target> {
        let by_id = values.get(OUTCOME_ID).and_then(|id| self.ids.get(id.as_ref()));
        by_id.or_else(|| values.get(OUTCOME_NAME).and_then(|name| self.names.get(fold(&name).as_ref())))
    }
}

fn map(o: Object<'_>, lookup: &mut Lookup, r: &mut Reader) -> CanvasMap {
    let learners = [("student sis id", STUDENT_SIS_ID), ("student id", STUDENT_ID)];
    let learner = o.optional("learner").and_then(|n| r.word(n, &learners)).unwrap_or(STUDENT_SIS_ID);
    let identifier = o.optional("identifier").and_then(|n| identifier_type(n, r)).unwrap_or("sourcedId".into());
    let assessor = o.optional("assessor").and_then(|n| r.word(n, &ASSESSOR_KINDS)).unwrap_or(AssessorKind::Facilitator);
    let others = [("reject", false), ("ignore", true)];
    let ignores_others = o.optional("others").and_then(|n| r.word(n, &others)).unwrap_or_default();
    let (mut ids, mut names) = (HashMap::new(), HashMap::new());
    for (outcome, node) in members(o.required("outcomes", r), r) {
        let Some(target) = target(node, lookup, r) else { continue };
        ids.insert(outcome.clone().into_owned(), target.clone());
        if names.insert(fold(&outcome).into_owned(), target).is_some() {
            r.report(Code::RosterMappedTwice, node, format!("the outcome {} is mapped twice", quoted(&outcome)));
        }
    }
    // A rating must be a level of every rubric that it may come to stand in.
    let mut subs: Vec<&str> = names.values().map(|target: &Target| target.sub_competency.as_str()).collect();
    subs.sort_unstable();
    let mut rubrics = std::collections::BTreeMap::new();
    for sub in subs {
        if let Some(found) = lookup.sub_competency(sub) {
            rubrics.entry(lookup.framework().rubric_of(found).id().to_owned()).or_insert_with(|| sub.to_owned());
        }
    }
    let mut ratings = HashMap::new();
    for (rating, node) in members(o.optional("ratings"), r) {
        let Some(level) = level(node, rubrics.values(), lookup, r) else { continue };
        if ratings.insert(fold(&rating).into_owned(), level).is_some() {
            r.report(Code::RosterMappedTwice, node, format!("the rating {} is mapped twice", quoted(&rating)));
        }
    }
    let mut points: Vec<(Points, String)> = Vec::new();
    for node in r.items_of(o.optional("points")) {
        let Some(o) = r.object(node, &["from", "level"]) else { continue };
        let from = o.required("from", r).and_then(|n| Points::read(n, r));
        let level = o.required("level", r).and_then(|n| level(n, rubrics.values(), lookup, r));
        let Some((from, level)) = from.zip(level) else { continue };
        if points.iter().any(|(other, _)| *other == from) {
            r.report_object(Code::RosterMappedTwice, node, &format!("two levels begin at {from} points"));
        }
        points.push((from, level));
    }
    points.sort_unstable_by(|a, b| b.cmp(a));
    if o.optional("ratings").is_none() && o.optional("points").is_none() {
        r.report_object(Code::InputMissing, o.node(), "one of the members `ratings` and `points` must be there");
    }
    let framework = lookup.framework().clone();
    CanvasMap { framework, learner, identifier, assessor, ignores_others, ids, names, ratings, points }
}

/// The members of an object; anything else is reported, and so is one without members.
fn members<'d>(node: Option<Node<'d>>, r: &mut Reader) -> Vec<(Cow<'d, str>, Node<'d>)> {
    let Some(node) = node else { return Vec::new() };
    let members: Vec<_> = node.members().collect();
    match node.kind() {
        Kind::Object if members.is_empty() => r.report(Code::InputEmpty, node, "the object is empty"),
        Kind::Object => {}
        _ => r.wrong_type(node, "an object"),
    }
    members
}

fn target(node: Node<'_>, lookup: &mut Lookup, r: &mut Reader) -> Option<Target> {
    let (sub, skill) = match node.kind() {
        Kind::String => (Some(node), None),
        _ => {
            let o = r.object(node, &["subCompetency", "skill"])?;
            (o.required("subCompetency", r), o.optional("skill"))
        }
    };
    let sub = sub.and_then(|node| {
        let text = r.text(node)?;
        let found = lookup.sub_competency(&text).map(|sub| sub.id().to_owned());
        if found.is_none() {
            let finding = lookup.unknown_sub_competency(&text);
            r.report(finding.code(), node, finding.message());
        }
        found
    });
    let skill_id = skill.and_then(|node| {
        let text = r.text(node)?;
        let Some(found) = lookup.skill(&text) else {
            let finding = lookup.unknown_skill(&text);
            r.report(finding.code(), node, finding.message());
            return None;
        };
        if let Some(sub) = &sub
            && !found.sub_competencies().any(|part| part.id() == sub)
        {
            let message = format!("`{sub}` is no sub-competency of the skill `{}`", found.id());
            r.report(Code::RecordSkillWithoutSubCompetency, node, message);
        }
        Some(found.id().to_owned())
    });
    Some(Target { sub_competency: sub?, skill: skill_id })
}

/// A level that each rubric has, given one sub-competency of each.
fn level<'s>(
    node: Node<'_>,
    subs: impl Iterator<Item = &'s String>,
    lookup: &mut Lookup,
    r: &mut Reader,
) -> Option<String> {
    let text = r.text(node)?;
    for sub in subs {
        let is_known = lookup.sub_competency(sub).is_some_and(|found| lookup.level(found, &text).is_some());
        if !is_known {
            let finding = lookup.unknown_level(sub, &text);
            r.report(finding.code(), node, finding.message());
            return None;
        }
    }
    Some(text)
}

pub(super) fn understand<'r>(
    values: &Values<'r>,
    map: &CanvasMap,
    context: &mut Context,
) -> Result<Understood<'r>, Vec<Fault>> {
    let mut faults = Vec::new();
    let target = map.target(values);
    if target.is_none() {
        faults.push(unknown_outcome(values, map));
    }
    let score = score(values, map, target, context, &mut faults);
    let at = values.time(SUBMISSION_DATE, context, &mut faults);
    // Canvas counts attempts from 1, and writes 0 or nothing where there are none.
    let is_none = values.get(ATTEMPT).is_some_and(|text| text == "0");
    let attempt = if is_none { None } else { values.attempt(ATTEMPT, &mut faults) };
    let (Some(target), Some(score), Some(at), true) = (target, score, at, faults.is_empty()) else {
        return Err(faults);
    };
    let assessor = Assessor::new(map.assessor);
    let mut assessment = Assessment::new(target.sub_competency.as_str(), score, at, assessor);
    if let Some(skill) = &target.skill {
        assessment = assessment.with_skill(skill.as_str());
    }
    if let Some(attempt) = attempt {
        assessment = assessment.with_attempt(attempt);
    }
    let fact = |fact: Fact, known: usize| values.get(known).map(|value| (fact, value, known));
    let said = [fact(Fact::Name, STUDENT_NAME), fact(Fact::Identifier(0), map.learner), None, None];
    // Two questions of one quiz may have the same result at the same time.
    let mut hasher = DefaultHasher::new();
    [COURSE_ID, ASSESSMENT_ID, QUESTION_ID, OUTCOME_ID].map(|known| values.get(known)).hash(&mut hasher);
    Ok(Understood { said, assessment, mark: hasher.finish() })
}

fn unknown_outcome(values: &Values<'_>, map: &CanvasMap) -> Fault {
    let (name, id) = (values.get(OUTCOME_NAME), values.get(OUTCOME_ID));
    let known = if name.is_some() || values.column(OUTCOME_ID).number == 0 { OUTCOME_NAME } else { OUTCOME_ID };
    let Some(text) = name.or(id) else { return values.empty(known) };
    // Few outcomes are mapped; of many none is suggested, for that is looked up for every row.
    let mut hint = String::new();
    if map.ids.len() <= 50 {
        let mut all: Vec<&str> = map.ids.keys().map(String::as_str).collect();
        all.sort_unstable();
        hint = did_you_mean(&text, all);
    }
    let message = format!("no sub-competency is mapped to the outcome {}{hint}", quoted(&text));
    values.fault(known, Finding::error(Code::RosterUnknownOutcome, "", message).with_value(&text))
}

/// The level that the rating is mapped to, else the one that the points reach.
fn score(
    values: &Values<'_>,
    map: &CanvasMap,
    target: Option<&Target>,
    context: &Context,
    faults: &mut Vec<Fault>,
) -> Option<Score> {
    let unknown = |known: usize, text: &str, message: String| {
        values.fault(known, Finding::error(Code::RosterUnknownRating, "", message).with_value(text))
    };
    let rating = values.get(RATING).filter(|_| !map.ratings.is_empty());
    let points = [SCORE, RATING_POINTS].into_iter().find_map(|known| Some((known, values.get(known)?)));
    let level = match (rating, points.filter(|_| !map.points.is_empty())) {
        (Some(rating), _) => {
            let level = map.ratings.get(fold(&rating).as_ref());
            if level.is_none() {
                let mut all: Vec<&str> = map.ratings.keys().map(String::as_str).collect();
                all.sort_unstable();
                let hint = if all.len() <= 50 { did_you_mean(&rating, all) } else { String::new() };
                faults.push(unknown(
                    RATING,
                    &rating,
                    format!("no level is mapped to the rating {}{hint}", quoted(&rating)),
                ));
            }
            level
        }
        (None, Some((known, text))) => match points_of(&text) {
            Ok(points) => {
                let level = map.points.iter().find(|(from, _)| *from <= points).map(|(_, level)| level);
                if level.is_none() {
                    faults.push(unknown(known, &text, format!("no level is mapped to {points} points")));
                }
                level
            }
            Err(error) => {
                faults.push(values.fault(known, Finding::error(error.code(), "", error.to_string()).with_value(&text)));
                None
            }
        },
        (None, None) => {
            let message = "the row has neither a rating nor points that are mapped";
            let known = if map.ratings.is_empty() { SCORE } else { RATING };
            faults.push(values.fault(known, Finding::error(Code::RecordScoreNotOne, "", message)));
            None
        }
    };
    // Every level was found in every rubric when the mapping was read.
    let sub = context.lookup.sub_competency(&target?.sub_competency)?;
    context.lookup.level(sub, level?).map(|level| Score::Level(level.id().to_owned()))
}

/// Points as Canvas computes them, with more decimals than any threshold has.
fn points_of(text: &str) -> Result<Points> {
    let cut = text.split_once('.').filter(|(_, decimals)| decimals.bytes().all(|b| b.is_ascii_digit()));
    match cut.and_then(|(whole, decimals)| Some((whole, decimals.get(..3)?))) {
        Some((whole, decimals)) => format!("{whole}.{decimals}").parse(),
        None => text.parse(),
    }
}
