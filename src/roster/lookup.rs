//! Finds in a framework what people wrote: ids, aliases and names.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::assessment::Score;
use crate::assessment::evaluate::score;
use crate::finding::{Code, Finding};
use crate::framework::{Framework, Level, Points, Skill, SubCompetency};
use crate::text::{did_you_mean, quoted};

/// A suggestion costs a comparison with all there is; so many different slips get one.
const MOST_HINTS: usize = 1_000;

/// A framework, indexed.
#[derive(Debug)]
pub(super) struct Lookup {
    framework: Framework,
    skills: Vec<Skill>,
    sub_competencies: Index,
    skill_names: Index,
    /// What was suggested for a slip; the same one is mostly made in many rows.
    hints: HashMap<String, String>,
}

/// Places by id or alias, and by name.
#[derive(Debug, Default)]
struct Index {
    ids: HashMap<String, usize>,
    /// None for a name that two have.
    names: HashMap<String, Option<usize>>,
    /// The same in all languages of the framework; what people write need not be in that of its texts.
    foreign: HashMap<String, Option<usize>>,
}

impl Index {
    fn add(&mut self, at: usize, id: &str, name: &str) {
        self.ids.insert(id.to_owned(), at);
        self.names.entry(fold(name).into_owned()).and_modify(|other| *other = None).or_insert(Some(at));
    }

    fn add_names<'n>(&mut self, at: usize, names: impl Iterator<Item = &'n str>) {
        for name in names {
            let place = self.foreign.entry(fold(name).into_owned()).or_insert(Some(at));
            *place = place.filter(|other| *other == at);
        }
    }

    /// Ids come before aliases, and the first before the others, as everywhere.
    fn add_aliases(&mut self, at: usize, aliases: &[String]) {
        for alias in aliases {
            self.ids.entry(alias.clone()).or_insert(at);
        }
    }

    /// Whether it is the name of several, and so of none.
    fn is_shared(&self, text: &str) -> bool {
        let name = fold(text);
        let shared = |names: &HashMap<String, Option<usize>>| names.get(name.as_ref()) == Some(&None);
        let both = self.names.get(name.as_ref()).zip(self.foreign.get(name.as_ref()));
        let crosses = both.is_some_and(|(own, other)| own != other);
        !self.ids.contains_key(text) && (crosses || shared(&self.names) || shared(&self.foreign))
    }

    /// A name that means another thing in another language means neither.
    fn find(&self, text: &str) -> Option<usize> {
        let name = fold(text);
        // Those in several languages are all in `foreign`, those in one only in `names`.
        let named = || match (self.names.get(name.as_ref()), self.foreign.get(name.as_ref())) {
            (Some(own), Some(other)) => own.filter(|_| own == other),
            (own, other) => own.or(other).copied().flatten(),
        };
        self.ids.get(text).copied().or_else(named)
    }
}

/// Names are compared without regard to upper and lower case, and to white space around them.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) { text.into() } else { text.to_lowercase().into() }
}

fn shared(kind: &str, text: &str) -> String {
    format!("two {kind} have the name {}; use the id", quoted(text))
}

impl Lookup {
    pub(super) fn new(framework: &Framework) -> Self {
        let mut sub_competencies = Index::default();
        for (at, sub) in framework.sub_competencies().iter().enumerate() {
            sub_competencies.add(at, sub.id(), sub.name());
            sub_competencies.add_names(at, sub.names());
        }
        for (at, sub) in framework.sub_competencies().iter().enumerate() {
            sub_competencies.add_aliases(at, sub.aliases());
        }
        let skills: Vec<Skill> = framework.skills().collect();
        let mut skill_names = Index::default();
        for (at, skill) in skills.iter().enumerate() {
            skill_names.add(at, skill.id(), skill.name());
            skill_names.add_names(at, skill.names());
        }
        for (at, skill) in skills.iter().enumerate() {
            skill_names.add_aliases(at, skill.aliases());
        }
        Lookup { framework: framework.clone(), skills, sub_competencies, skill_names, hints: HashMap::new() }
    }

    pub(super) fn framework(&self) -> &Framework {
        &self.framework
    }

    pub(super) fn sub_competency(&self, text: &str) -> Option<&SubCompetency> {
        self.sub_competencies.find(text).and_then(|at| self.framework.sub_competencies().get(at))
    }

    pub(super) fn skill(&self, text: &str) -> Option<&Skill> {
        self.skill_names.find(text).and_then(|at| self.skills.get(at))
    }

    /// The level of the sub-competency's rubric with this id or name.
    pub(super) fn level(&self, sub: &SubCompetency, text: &str) -> Option<&Level> {
        let rubric = self.framework.rubric_of(sub);
        rubric.level(text).or_else(|| {
            let wanted = fold(text);
            // No two levels of a rubric have the same name, in whichever languages.
            let is_it = |name: &str| fold(name) == wanted;
            rubric.levels().iter().find(|level| is_it(level.name()) || level.names().any(is_it))
        })
    }

    pub(super) fn points(&self, sub: &SubCompetency, points: Points) -> Result<Score, Finding> {
        let points = Score::Points(points);
        match score(&self.framework, sub, &points) {
            Ok(_) => Ok(points),
            Err((code, _, value, message)) => Err(Finding::error(code, "", message).with_value(&value)),
        }
    }

    pub(super) fn unknown_sub_competency(&mut self, text: &str) -> Finding {
        let Lookup { framework, hints, sub_competencies, .. } = self;
        if sub_competencies.is_shared(text) {
            let message = shared("sub-competencies", text);
            return Finding::error(Code::RecordUnknownSubCompetency, "", message).with_value(text);
        }
        let all = || framework.sub_competencies().iter().flat_map(|sub| [sub.id(), sub.name()]);
        let hint = hint(hints, "", text, all);
        let message = format!("no sub-competency has the id or name {}{hint}", quoted(text));
        Finding::error(Code::RecordUnknownSubCompetency, "", message).with_value(text)
    }

    pub(super) fn unknown_skill(&mut self, text: &str) -> Finding {
        let Lookup { skills, hints, skill_names, .. } = self;
        if skill_names.is_shared(text) {
            return Finding::error(Code::RecordUnknownSkill, "", shared("skills", text)).with_value(text);
        }
        let hint = hint(hints, " ", text, || skills.iter().flat_map(|skill| [skill.id(), skill.name()]));
        let message = format!("no skill has the id or name {}{hint}", quoted(text));
        Finding::error(Code::RecordUnknownSkill, "", message).with_value(text)
    }

    pub(super) fn unknown_level(&mut self, sub: &str, text: &str) -> Finding {
        let Lookup { framework, hints, .. } = self;
        let rubric = framework.find_sub_competency(sub).map(|sub| framework.rubric_of(sub));
        let id = rubric.map(|rubric| rubric.id()).unwrap_or_default();
        let levels = rubric.map(|rubric| rubric.levels()).unwrap_or_default();
        let hint = hint(hints, id, text, || levels.iter().take(20).map(Level::id));
        let message = format!("{} is no level of the rubric {}{hint}", quoted(text), quoted(id));
        Finding::error(Code::RecordUnknownLevel, "", message).with_value(text)
    }
}

fn hint<'c, I: IntoIterator<Item = &'c str>>(
    hints: &mut HashMap<String, String>,
    kind: &str,
    text: &str,
    candidates: impl FnOnce() -> I,
) -> String {
    // What is longer has no suggestion anyway.
    if text.len() > 100 {
        return String::new();
    }
    let key = format!("{kind}\0{text}");
    if let Some(known) = hints.get(&key) {
        return known.clone();
    }
    if hints.len() >= MOST_HINTS {
        return String::new();
    }
    let hint = did_you_mean(text, candidates());
    hints.insert(key, hint.clone());
    hint
}
