//! Reads records from JSON: every fault at once, each with its JSON pointer.

use std::collections::HashSet;

use super::{
    Assessment, Assessor, AssessorKind, Awarded, EvidenceItem, EvidenceKind, Identifier, Learner, Purpose, Record,
    Score, Visibility,
};
use crate::document::read::Reader;
use crate::document::{Document, Node};
use crate::error::Result;
use crate::finding::Code;
use crate::framework::Points;
use crate::model::{IdentifierType, Term, Vocabulary};
use crate::text::quoted;

pub(crate) const ASSESSOR_KINDS: [(&str, AssessorKind); 3] = [
    ("facilitator", AssessorKind::Facilitator),
    ("automated", AssessorKind::Automated),
    ("automated-with-review", AssessorKind::AutomatedWithReview),
];

pub(crate) const PURPOSES: [(&str, Purpose); 2] =
    [("summative", Purpose::Summative), ("formative", Purpose::Formative)];

pub(super) fn records(bytes: &[u8]) -> Result<Vec<Record>> {
    let document = Document::parse(bytes)?;
    let mut r = Reader::default();
    let mut records = Vec::new();
    let mut learners = HashSet::new();
    let list = r.object(document.root(), &["records"]).and_then(|o| o.required("records", &mut r));
    for node in r.items_of(list) {
        let Some(record) = record(node, &mut r) else { continue };
        if !learners.insert(record.learner.id().to_owned()) {
            let place = node.get("learner").and_then(|l| l.get("id")).unwrap_or(node);
            let message = format!("there are two records of the learner {}", quoted(record.learner.id()));
            r.report(Code::RecordDuplicateLearner, place, message);
        }
        records.push(record);
    }
    r.finish()?;
    Ok(records)
}

/// One record on its own, from its JSON form.
pub(crate) fn single(document: &Document) -> Result<Record> {
    let mut r = Reader::default();
    let found = record(document.root(), &mut r);
    r.finish()?;
    // Whatever keeps a record from being read was reported.
    found.ok_or_else(|| crate::Error::input(Code::InputMissing, "", "there is no record"))
}

fn record(node: Node<'_>, r: &mut Reader) -> Option<Record> {
    let o = r.object(node, &["learner", "assessments", "awarded"])?;
    let learner = o.required("learner", r).and_then(|n| learner(n, r));
    let list = o.required("assessments", r);
    let mut assessments = Vec::new();
    for node in r.items_of(list) {
        assessments.extend(assessment(node, learner.as_ref(), r));
    }
    let awarded = r.items_of(o.optional("awarded")).into_iter().filter_map(|n| awarded(n, r)).collect();
    Some(Record { learner: learner?, assessments, awarded, place: node.pointer() })
}

fn learner(node: Node<'_>, r: &mut Reader) -> Option<Learner> {
    let o = r.object(node, &["id", "uri", "name", "identifiers"])?;
    let id = o.required("id", r).and_then(|n| r.text(n));
    let uri = o.optional("uri").and_then(|n| r.uri(n));
    let name = o.optional("name").and_then(|n| r.text(n));
    let mut identifiers = Vec::new();
    for node in r.items_of(o.optional("identifiers")) {
        let Some(o) = r.object(node, &["type", "value"]) else { continue };
        let kind = o.required("type", r).and_then(|n| identifier_type(n, r));
        let value = o.required("value", r).and_then(|n| r.text(n));
        identifiers.extend(kind.zip(value).map(|(kind, value)| Identifier { kind, value }));
    }
    let learner = uri.into_iter().fold(Learner::new(id?), Learner::with_uri);
    let learner = name.into_iter().fold(learner, Learner::with_name);
    let add = |learner: Learner, Identifier { kind, value }| learner.with_identifier(kind, value);
    Some(identifiers.into_iter().fold(learner, add))
}

fn awarded(node: Node<'_>, r: &mut Reader) -> Option<Awarded> {
    let o = r.object(node, &["skill", "at"])?;
    let skill = o.required("skill", r).and_then(|n| r.text(n));
    let at = o.required("at", r).and_then(|n| r.time(n));
    Some(Awarded { skill: skill?, at: at? })
}

/// A word of the vocabulary that recipients are identified by, so that a slip does not wait until the award.
pub(crate) fn identifier_type(node: Node<'_>, r: &mut Reader) -> Option<String> {
    let kind = r.text(node)?;
    if !kind.parse::<Term<IdentifierType>>().is_ok_and(|term| term.is_allowed()) {
        let hint = r.hint(&kind, || IdentifierType::WORDS.iter().map(|(word, _)| *word));
        let message = format!("{} is no kind of identifier, and own ones begin with `ext:`{hint}", quoted(&kind));
        r.report(Code::RecordUnknownIdentifierType, node, message);
        return None;
    }
    Some(kind)
}

fn assessment(node: Node<'_>, learner: Option<&Learner>, r: &mut Reader) -> Option<Assessment> {
    #[rustfmt::skip]
    let known = ["subCompetency", "skill", "learner", "level", "points", "assessedAt", "assessor", "purpose", "attempt",
        "evidence"];
    let o = r.object(node, &known)?;
    let sub_competency = o.required("subCompetency", r).and_then(|n| r.text(n));
    let skill = o.optional("skill").and_then(|n| r.text(n));
    if let Some(place) = o.optional("learner")
        && let (Some(other), Some(learner)) = (r.text(place), learner)
        && other != learner.id()
    {
        let message = format!("the assessment is of {}, the record of {}", quoted(&other), quoted(learner.id()));
        r.report(Code::RecordTwoLearners, place, message);
    }
    let level = o.optional("level");
    let points = o.optional("points");
    let score = match (level, points) {
        (Some(level), None) => r.text(level).map(Score::Level),
        (None, Some(points)) => Points::read(points, r).map(Score::Points),
        _ => {
            r.report_object(Code::RecordScoreNotOne, node, "an assessment has either `level` or `points`");
            None
        }
    };
    let assessed_at = o.required("assessedAt", r).and_then(|n| r.time(n));
    let assessor = o.required("assessor", r).and_then(|n| assessor(n, r));
    let purpose = o.optional("purpose").and_then(|n| r.word(n, &PURPOSES)).unwrap_or_default();
    let attempt = o.optional("attempt").and_then(|n| r.count(n, 1));
    let evidence: Vec<_> = r.items_of(o.optional("evidence")).into_iter().filter_map(|n| evidence(n, r)).collect();
    let made = Assessment::new(sub_competency?, score?, assessed_at?, assessor?).with_purpose(purpose);
    let made = skill.into_iter().fold(made, Assessment::with_skill);
    let made = attempt.into_iter().fold(made, Assessment::with_attempt);
    Some(evidence.into_iter().fold(made, Assessment::with_evidence))
}

fn assessor(node: Node<'_>, r: &mut Reader) -> Option<Assessor> {
    let o = r.object(node, &["kind", "name", "id"])?;
    let kind = o.required("kind", r).and_then(|n| r.word(n, &ASSESSOR_KINDS));
    let name = o.optional("name").and_then(|n| r.text(n));
    let id = o.optional("id").and_then(|n| r.text(n));
    Some(Assessor { kind: kind?, name, id })
}

fn evidence(node: Node<'_>, r: &mut Reader) -> Option<EvidenceItem> {
    let o = r.object(node, &["kind", "name", "description", "genre", "url", "visibility"])?;
    let kinds = [
        ("assessment", EvidenceKind::Assessment),
        ("artefact", EvidenceKind::Artefact),
        ("reflection", EvidenceKind::Reflection),
        ("observation", EvidenceKind::Observation),
    ];
    let kind = o.optional("kind").and_then(|n| r.word(n, &kinds)).unwrap_or_default();
    let name = o.required("name", r).and_then(|n| r.text(n));
    let description = o.optional("description").and_then(|n| r.text(n));
    let genre = o.optional("genre").and_then(|n| r.text(n));
    let url = o.optional("url").and_then(|n| r.url(n));
    let words = [("private", Visibility::Private), ("public", Visibility::Public)];
    let visibility = o.optional("visibility").and_then(|n| r.word(n, &words)).unwrap_or_default();
    Some(EvidenceItem { kind, name: name?, description, genre, url, visibility })
}
