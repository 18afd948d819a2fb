//! Classes as tables: members, their types and multiplicities.

use super::super::conform::Walk;
use super::super::vocabulary::{Term, Vocabulary};
use crate::document::Node;

/// What the `type` of an object must say.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) enum Types {
    /// Nothing: the class has no `type`.
    None,
    /// One word, whichever.
    Any,
    /// Just this word.
    Equals(&'static str),
    /// At least one word of each group.
    Contains(&'static [&'static [&'static str]]),
}

impl Types {
    /// Whether an object says what it must; also an object of no type, where the class has none.
    pub(super) fn fit(self, object: Node<'_>) -> bool {
        let words = || object.get("type").into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str);
        match self {
            Types::None => true,
            Types::Any => words().next().is_some(),
            Types::Equals(word) => words().any(|w| w == word),
            Types::Contains(groups) => groups.iter().all(|group| words().any(|word| group.contains(&&*word))),
        }
    }
}

#[derive(Debug)]
pub(in crate::model) struct Table {
    pub(in crate::model) name: &'static str,
    pub(in crate::model) types: Types,
    /// Whether it has a `@context` of its own, and with it a version of the VC data model.
    pub(in crate::model) versioned: bool,
    /// Whether the standard allows no other members.
    pub(in crate::model) closed: bool,
    pub(in crate::model) members: &'static [Member],
    /// What the rows cannot say.
    pub(in crate::model) rules: Rules,
}

pub(in crate::model) type Rules = for<'d> fn(&mut Walk<'d>, Node<'d>);

pub(in crate::model) fn no_rules<'d>(_: &mut Walk<'d>, _: Node<'d>) {}

impl Table {
    /// Which row a member is. Documents tend to keep the order of the rows, so the search begins at `hint`.
    pub(in crate::model) fn position(&self, name: &str, hint: &mut usize) -> Option<usize> {
        let (before, from) = self.members.split_at_checked(*hint)?;
        let found = from.iter().position(|member| member.name == name).map(|i| i + *hint);
        let found = found.or_else(|| before.iter().position(|member| member.name == name));
        if let Some(at) = found {
            *hint = at + 1;
        }
        found
    }

    /// Whether a list of one, when nobody has written it before, is written as its item.
    pub(super) fn is_single(&self, member: &Member) -> bool {
        match member.count {
            Count::Compact | Count::Several => true,
            Count::Fixed => !matches!(self.types, Types::Contains(_)) && member.name == "type",
            _ => false,
        }
    }
}

/// How often a member may occur.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::model) enum Count {
    /// Just once.
    One,
    /// At most once.
    Maybe,
    /// An array.
    List,
    /// An array of at least one.
    Some,
    /// An array, or its single item.
    Compact,
    /// One; the VC data model allows several, Open Badges does not.
    Several,
    /// Required, and with a value of its own when an object is made: `@context`, `type`.
    Fixed,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::model) enum Kind {
    /// The `type`, judged by [`Table::types`].
    Type,
    /// The `@context`.
    Context,
    Text,
    Uri,
    Boolean,
    Number,
    /// An integer as text.
    Index,
    DateTimeZ,
    /// A day, `2026-05-01`.
    Date,
    /// An e-mail address, by its outer form.
    Email,
    /// A telephone number, by its outer form.
    Phone,
    /// A language tag.
    Language,
    /// Two capital letters for a country.
    Country,
    /// A compact JWS.
    Jws,
    /// A word of a vocabulary.
    Word(&'static Words),
    Object(fn() -> &'static Table),
    /// An object, or its URI in its place.
    ObjectOrUri(fn() -> &'static Table),
}

/// A vocabulary.
#[derive(Debug)]
pub(in crate::model) struct Words {
    pub(in crate::model) list: fn() -> Vec<&'static str>,
    pub(in crate::model) allows: fn(&str) -> bool,
    pub(in crate::model) extensible: bool,
}

impl Kind {
    /// A word of a vocabulary that `ext:` words may extend.
    pub(in crate::model) const fn extensible<V: Vocabulary>() -> Kind {
        Kind::Word(
            const {
                &Words {
                    list: words::<V>,
                    allows: |word| word.parse::<Term<V>>().is_ok_and(|term| term.is_allowed()),
                    extensible: true,
                }
            },
        )
    }

    /// A word of a vocabulary that nobody may extend.
    pub(in crate::model) const fn closed<V: Vocabulary>() -> Kind {
        Kind::Word(
            const {
                &Words {
                    list: words::<V>,
                    allows: |word| matches!(word.parse::<Term<V>>(), Ok(Term::Known(_))),
                    extensible: false,
                }
            },
        )
    }
}

fn words<V: Vocabulary>() -> Vec<&'static str> {
    V::WORDS.iter().map(|(word, _)| *word).collect()
}

#[derive(Debug)]
pub(in crate::model) struct Member {
    pub(in crate::model) name: &'static str,
    pub(in crate::model) kind: Kind,
    pub(in crate::model) count: Count,
}
