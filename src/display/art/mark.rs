//! Levels reached, as marks around the device.

use std::collections::HashMap;
use std::fmt::{self, Write as _};

use super::{Theme, words};
use crate::decimal::Decimal;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::model::AchievementSubject;

/// How far somebody came in one sub-competency.
///
/// ```
/// use openbadges::display::art::Mark;
///
/// let mark = Mark::new("Identify patterns", 3, 4)?.with_level("Proficient");
/// assert_eq!(mark.to_string(), "Identify patterns: Proficient (3/4)");
/// assert!(Mark::new("Identify patterns", 5, 4).is_err());
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    name: String,
    level: Option<String>,
    reached: u8,
    of: u8,
}

impl Mark {
    /// So many have room around the device.
    pub const MOST: usize = 24;

    /// Which of how many levels was reached: 0 is none, `of` the highest.
    ///
    /// # Errors
    /// `input.not-a-count` if there are no levels, or fewer than were reached.
    pub fn new(name: impl AsRef<str>, reached: u8, of: u8) -> Result<Self> {
        if of == 0 || reached > of {
            let message = format!("level {reached} is not one of {of} levels");
            return Err(Error::input(Code::InputNotCount, "", message));
        }
        Ok(Mark { name: words::shown(name.as_ref()), level: None, reached, of })
    }

    /// With the name of the level, for the description.
    #[must_use]
    pub fn with_level(self, name: impl AsRef<str>) -> Self {
        Mark { level: Some(words::shown(name.as_ref())), ..self }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.name)?;
        match &self.level {
            Some(level) => write!(f, "{level} ({}/{})", self.reached, self.of),
            None => write!(f, "{}/{}", self.reached, self.of),
        }
    }
}

/// The marks of results that reached a level of a rubric. Levels are ordered by their points, the only order that is
/// signed; where these are missing there is no mark.
pub(super) fn of_results(subject: &AchievementSubject) -> Vec<Mark> {
    let mut descriptions = HashMap::new();
    for description in &subject.achievement.result_description {
        descriptions.entry(&description.id).or_insert(description);
    }
    let mark = |result: &crate::model::Result| {
        let described = result.result_description.as_ref()?;
        let description = descriptions.get(described)?;
        let achieved = result.achieved_level.as_ref()?;
        let levels = &description.rubric_criterion_level;
        let of = u8::try_from(levels.len()).ok()?;
        let level = levels.iter().find(|level| level.id == *achieved)?;
        let points = |of: &Option<String>| of.as_deref().and_then(Decimal::parse);
        let own = points(&level.points)?;
        let mut reached = 0_u8;
        for other in levels {
            reached = reached.checked_add(u8::from(points(&other.points)? <= own))?;
        }
        let mark = Mark::new(&description.name, reached, of).ok()?;
        Some(mark.with_level(&level.name))
    };
    subject.result.iter().filter_map(mark).collect()
}

/// Radius and width of the ring, and the gaps between sub-competencies and between levels.
const RADIUS: f64 = 95.0;
const WIDTH: f64 = 12.0;
const WIDE_GAP: f64 = 13.0;
const GAP: f64 = 3.0;

/// The ring around the device: an arc for each sub-competency, a piece of it for each level. They are the dashes of two
/// circles, so that no angle needs to be computed.
pub(super) fn ring(marks: &[Mark], theme: &Theme) -> String {
    if marks.is_empty() || marks.len() > Mark::MOST {
        return format!("<circle r=\"{RADIUS}\" stroke=\"{}\" stroke-width=\"4\"/>\n", theme.accent());
    }
    let circumference = std::f64::consts::TAU * RADIUS;
    let arc = circumference / f64::from(u8::try_from(marks.len()).unwrap_or(u8::MAX));
    let wide = if marks.len() == 1 { GAP } else { WIDE_GAP.min(arc / 3.0) };
    let (mut all, mut reached) = (Dashes::default(), Dashes::default());
    for mark in marks {
        let of = f64::from(mark.of);
        let piece = (arc - wide - GAP * (of - 1.0)) / of;
        // Too many levels to be told apart: how far, and no more.
        let pieces = if piece < 5.0 {
            let done = (arc - wide) * f64::from(mark.reached) / of;
            vec![(done, true, 0.0), (arc - wide - done, false, wide)]
        } else {
            let of_level = |level: u8| (piece, level < mark.reached, if level + 1 == mark.of { wide } else { GAP });
            (0..mark.of).map(of_level).collect()
        };
        for (length, is_reached, gap) in pieces {
            all.dash(length, gap);
            if is_reached {
                reached.dash(length, gap);
            } else {
                reached.skip(length + gap);
            }
        }
    }
    let mut ring = String::new();
    // From the top, which is a quarter before where circles begin, and half a gap on.
    let turn = -90.0 + 180.0 * wide / circumference;
    _ = write!(ring, "<g transform=\"rotate({turn:.2})\" stroke-width=\"{WIDTH}\">");
    let mut circle = |dashes: &str, colour| {
        _ = write!(ring, "<circle r=\"{RADIUS}\" stroke=\"{colour}\" stroke-dasharray=\"{dashes}\"/>");
    };
    circle(&all.text(), theme.faint());
    if marks.iter().any(|mark| mark.reached > 0) {
        circle(&reached.text(), theme.accent());
    }
    ring + "</g>\n"
}

/// Lengths of dashes and of the gaps behind them.
#[derive(Default)]
struct Dashes(Vec<(f64, f64)>);

impl Dashes {
    fn dash(&mut self, length: f64, gap: f64) {
        self.0.push((length, gap));
    }

    fn skip(&mut self, length: f64) {
        match self.0.last_mut() {
            Some((_, gap)) => *gap += length,
            None => self.0.push((0.0, length)),
        }
    }

    fn text(&self) -> String {
        let of = |(dash, gap): &(f64, f64)| format!("{} {}", hundredths(*dash), hundredths(*gap));
        self.0.iter().map(of).collect::<Vec<_>>().join(" ")
    }
}

fn hundredths(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').into()
}
