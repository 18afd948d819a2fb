//! Texts of a framework in one language or several.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{Framework, Inner};
use crate::document::read::Reader;
use crate::document::{Kind, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::language::look_up;
use crate::text::{is_language, listed, quoted};

/// Built-in texts are constants, those of others are read.
pub(super) type Chars = Cow<'static, str>;

/// A text by the tags of its languages.
type ByTag = Arc<[(Chars, Chars)]>;

/// A text that people read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words {
    /// In the language that the framework is in.
    shown: Chars,
    /// In all its languages, if it has several.
    all: Option<ByTag>,
}

impl Words {
    pub(super) const EMPTY: Words = Words { shown: Cow::Borrowed(""), all: None };

    /// In English and Spanish, English shown.
    pub(super) fn both(english: impl Into<Chars>, spanish: impl Into<Chars>) -> Self {
        let english = english.into();
        let all = [("en".into(), english.clone()), ("es".into(), spanish.into())];
        Words { shown: english, all: Some(all.into()) }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.shown
    }

    /// Under every language that it has.
    pub(super) fn in_all(&self) -> impl Iterator<Item = &str> {
        self.all.iter().flat_map(|all| all.iter()).map(|(_, text)| &**text)
    }

    fn tags(&self) -> impl Iterator<Item = &Chars> {
        self.all.iter().flat_map(|all| all.iter()).map(|(tag, _)| tag)
    }

    fn in_language(&self, tag: &str) -> Option<&Chars> {
        self.all.iter().flat_map(|all| all.iter()).find(|(own, _)| own == tag).map(|(_, text)| text)
    }

    /// A string, or an object by language tag in which the framework's own language is.
    pub(super) fn read(node: Node<'_>, own: &Own<'_>, r: &mut Reader) -> Option<Self> {
        if node.kind() != Kind::Object {
            return r.text(node).map(Words::from);
        }
        let mut all: Vec<(Chars, Chars)> = Vec::new();
        let mut is_whole = true;
        for (tag, value) in node.members() {
            if !is_language(&tag) {
                r.report(Code::InputUnknownWord, value, not_a_tag(&tag));
                is_whole = false;
                continue;
            }
            match r.text(value) {
                Some(text) => all.push((tag.into_owned().into(), text.into())),
                None => is_whole = false,
            }
        }
        let Some(own) = own.tag else {
            own.is_missed.set(true);
            return None;
        };
        let shown = all.iter().find(|(tag, _)| tag == own).map(|(_, text)| text.clone());
        if shown.is_none() && node.get(own).is_none() {
            let message = format!("the text in `{own}` is missing, the language of the framework (`inLanguage`)");
            r.report_object(Code::InputMissing, node, &message);
        }
        // With only its own language it is as good as a string.
        let all = (all.len() > 1).then(|| all.into());
        shown.filter(|_| is_whole).map(|shown| Words { shown, all })
    }
}

/// The language that a framework says to be in.
#[derive(Debug)]
pub(super) struct Own<'a> {
    tag: Option<&'a str>,
    /// Whether it was needed, and is not there: said once, not for each text.
    is_missed: Cell<bool>,
}

impl<'a> Own<'a> {
    pub(super) fn new(tag: Option<&'a str>) -> Self {
        Own { tag, is_missed: Cell::new(false) }
    }

    pub(super) fn is_missed(&self) -> bool {
        self.is_missed.get()
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Words { shown: text.into(), all: None }
    }
}

pub(super) fn not_a_tag(text: &str) -> String {
    format!("{} is not a language tag such as `en-US`", quoted(text))
}

/// As it is read: a string, or an object by language tag.
impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match &self.all {
            Some(all) => serializer.collect_map(all.iter().map(|(tag, text)| (tag, text))),
            None => serializer.serialize_str(&self.shown),
        }
    }
}

/// Shows every text of a framework with its place.
fn each(inner: &mut Inner, see: &mut dyn FnMut(fmt::Arguments<'_>, &mut Words)) {
    see(format_args!("/name"), &mut inner.name);
    if let Some(description) = &mut inner.description {
        see(format_args!("/description"), description);
    }
    for (i, rubric) in inner.rubrics.iter_mut().enumerate() {
        see(format_args!("/rubrics/{i}/name"), &mut rubric.name);
        for (j, level) in rubric.levels.iter_mut().enumerate() {
            see(format_args!("/rubrics/{i}/levels/{j}/name"), &mut level.name);
            if let Some(description) = &mut level.description {
                see(format_args!("/rubrics/{i}/levels/{j}/description"), description);
            }
        }
        for (j, criterion) in rubric.criteria.iter_mut().enumerate() {
            see(format_args!("/rubrics/{i}/criteria/{j}/name"), &mut criterion.name);
            if let Some(description) = &mut criterion.description {
                see(format_args!("/rubrics/{i}/criteria/{j}/description"), description);
            }
        }
    }
    for (i, sub) in inner.sub_competencies.iter_mut().enumerate() {
        see(format_args!("/subCompetencies/{i}/name"), &mut sub.name);
        see(format_args!("/subCompetencies/{i}/description"), &mut sub.description);
    }
    for (i, skill) in inner.skills.iter_mut().enumerate() {
        see(format_args!("/skills/{i}/name"), &mut skill.name);
        see(format_args!("/skills/{i}/description"), &mut skill.description);
        for (j, tag) in skill.tags.iter_mut().enumerate() {
            see(format_args!("/skills/{i}/tags/{j}"), tag);
        }
    }
}

/// The languages of which there is a text, each with how many; and how many texts there are.
fn census(inner: &mut Inner) -> (Vec<(Chars, usize)>, usize) {
    let (mut found, mut total): (Vec<(Chars, usize)>, usize) = (Vec::new(), 0);
    // By a map: a hostile draft has a language of its own in each text.
    let mut places: HashMap<Chars, usize> = HashMap::new();
    each(inner, &mut |_, words| {
        total += 1;
        for tag in words.tags() {
            let place = *places.entry(tag.clone()).or_insert_with(|| {
                found.push((tag.clone(), 0));
                found.len() - 1
            });
            if let Some((_, count)) = found.get_mut(place) {
                *count += 1;
            }
        }
    });
    (found, total)
}

/// Counts the languages once: the framework's own first, then those that have every text, in the order of the texts.
pub(super) fn framework(mut inner: Inner) -> Framework {
    let (found, total) = census(&mut inner);
    let own = inner.in_language.clone();
    let others = found.into_iter().filter(|(tag, count)| *count == total && own.as_ref() != Some(tag));
    inner.languages = others.map(|(tag, _)| tag).collect();
    Framework(Arc::new(inner))
}

/// The framework in another of its languages.
pub(super) fn translated(framework: &Framework, asked: &str) -> Result<Framework> {
    let mut inner = (*framework.0).clone();
    let Some(own) = inner.in_language.clone() else {
        let message = "the framework does not say in which language it is (`inLanguage`), so that it is in no other";
        return Err(Error::input(Code::FrameworkUntranslated, "", message));
    };
    let (found, _) = census(&mut inner);
    let known = |wanted: &str| {
        let tags = std::iter::once(&own).chain(found.iter().map(|(tag, _)| tag));
        tags.into_iter().find(|tag| tag.eq_ignore_ascii_case(wanted)).cloned()
    };
    let Some(tag) = look_up(asked, known) else {
        let tags: Vec<&str> = framework.languages().collect();
        let message = format!("the framework has no texts in {}; it has them in {}", quoted(asked), listed(&tags));
        return Err(Error::new(
            ErrorKind::Input,
            Finding::error(Code::FrameworkUntranslated, "", message).with_value(asked),
        ));
    };
    let mut findings = Vec::new();
    each(&mut inner, &mut |place, words| match words.in_language(&tag) {
        Some(text) => words.shown = text.clone(),
        // A text in its own language alone.
        None if tag == own => {}
        None => {
            let message = format!("there is no text in `{tag}` for {}", quoted(words.as_str()));
            findings.push(Finding::error(Code::FrameworkUntranslated, place.to_string(), message));
        }
    });
    Error::unless_empty(ErrorKind::Input, findings)?;
    inner.edition = (tag != own).then_some(tag);
    Ok(Framework(Arc::new(inner)))
}
