//! Rubrics: ordered levels, each with its points, and the criteria that a facilitator looks for.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::words::Words;
use crate::document::Node;
use crate::document::read::Reader;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// A number of points: an exact decimal from 0 to 1,000,000 with at most three decimals.
///
/// ```
/// use openbadges::framework::Points;
///
/// let points: Points = "2.50".parse()?;
/// assert_eq!(points.to_string(), "2.5");
/// assert!(points < Points::from(3));
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points {
    thousandths: u64,
}

impl Points {
    const MOST: u64 = 1_000_000_000;

    pub(crate) const fn whole(points: u8) -> Self {
        // A u8 times 1,000 is far below the most.
        Points { thousandths: points as u64 * 1_000 }
    }

    /// Points are written as a number or, where the digits matter, as a string.
    pub(crate) fn read(node: Node<'_>, r: &mut Reader) -> Option<Self> {
        let Some(text) = node.as_number().map(Cow::Borrowed).or_else(|| node.as_str()) else {
            r.wrong_type(node, "a number of points");
            return None;
        };
        match text.parse() {
            Ok(points) => Some(points),
            Err(error) => {
                r.report(Code::InputNotPoints, node, Error::to_string(&error));
                None
            }
        }
    }
}

impl From<u8> for Points {
    fn from(points: u8) -> Self {
        Points::whole(points)
    }
}

impl FromStr for Points {
    type Err = Error;

    /// # Errors
    /// `input.not-points` for anything but digits, a point and up to three more digits, or more than 1,000,000.
    fn from_str(text: &str) -> Result<Self> {
        let parse = || {
            let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
            let digits = |t: &str, most: usize| (1..=most).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
            if !digits(whole, 7) || !digits(decimals, 3) {
                return None;
            }
            let thousandths = whole.parse::<u64>().ok()? * 1_000 + format!("{decimals:0<3}").parse::<u64>().ok()?;
            (thousandths <= Self::MOST).then_some(Points { thousandths })
        };
        parse().ok_or_else(|| {
            let message = format!("{} is not a number of points: 0 to 1000000, at most three decimals", quoted(text));
            Error::input(Code::InputNotPoints, "", message)
        })
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.thousandths / 1_000, self.thousandths % 1_000);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let decimals = format!("{rest:03}");
        write!(f, "{whole}.{}", decimals.trim_end_matches('0'))
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Points>>(points: I) -> Points {
        let thousandths = points.fold(0u64, |sum, p| sum.saturating_add(p.thousandths));
        Points { thousandths }
    }
}

/// One level of a [`Rubric`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Level {
    pub(super) id: String,
    pub(super) name: Words,
    pub(super) points: Points,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<Words>,
}

impl Level {
    pub(crate) const EMPTY: Level =
        Level { id: String::new(), name: Words::EMPTY, points: Points::whole(0), description: None };

    /// The id, kebab-case, unique in its rubric.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name that people see.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The names in all languages, if there are several.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.name.in_all()
    }

    /// What the level is worth; each level is worth more than the one before it.
    pub fn points(&self) -> Points {
        self.points
    }

    /// What work at this level looks like.
    pub fn description(&self) -> Option<&str> {
        self.description.as_ref().map(Words::as_str)
    }
}

/// Something that can be observed in a performance and that the facilitator scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Criterion {
    pub(super) id: String,
    pub(super) name: Words,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<Words>,
}

impl Criterion {
    /// The id, kebab-case, unique in its rubric.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name that people see.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// What is looked for.
    pub fn description(&self) -> Option<&str> {
        self.description.as_ref().map(Words::as_str)
    }
}

/// How a performance is scored: levels from low to high, the one required, and what is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rubric {
    pub(super) id: String,
    pub(super) name: Words,
    pub(super) levels: Vec<Level>,
    pub(super) required_level: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) criteria: Vec<Criterion>,
}

impl Rubric {
    /// The id, kebab-case, unique in its framework.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name that people see.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The levels from low to high; at least one.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The id of the level that is required where a skill does not say otherwise.
    pub fn required_level(&self) -> &str {
        &self.required_level
    }

    /// What is looked for; may be empty.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// The level with this id.
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.id == id)
    }

    /// The highest level that is worth no more than `points`; none if they lie outside the rubric.
    pub fn level_of(&self, points: Points) -> Option<&Level> {
        let last = self.levels.last()?;
        if points > last.points {
            return None;
        }
        self.levels.iter().rev().find(|level| level.points <= points)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn points_are_exact_decimals() {
        for (text, shown) in
            [("0", "0"), ("3", "3"), ("3.0", "3"), ("2.50", "2.5"), ("0.001", "0.001"), ("1000000", "1000000")]
        {
            assert_eq!(text.parse::<Points>().unwrap().to_string(), shown);
        }
        for bad in ["", ".", "1.", ".5", "-1", "+1", "1e3", "1.0001", "1000000.001", "99999999", " 1", "1,5", "٣"] {
            assert_eq!(bad.parse::<Points>().unwrap_err().code(), Code::InputNotPoints, "{bad}");
        }
        assert_eq!(["0.1", "0.2"].iter().map(|p| p.parse::<Points>().unwrap()).sum::<Points>(), "0.3".parse().unwrap());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

        #[test]
        fn points_come_back_from_their_text(thousandths in 0..=Points::MOST) {
            let points = Points { thousandths };
            prop_assert_eq!(points.to_string().parse::<Points>().unwrap(), points);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,12}") {
            let _ = text.parse::<Points>();
        }
    }
}
