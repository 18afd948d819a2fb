//! Fits a text into a shape: as large as it goes, in few lines, none of which leaves it.

use super::Shape;
use super::words::{Cluster, End, clusters, is_tall};

/// Longer texts do not fit at any size that can be read.
const MOST_CLUSTERS: usize = 160;

/// Where a word may be divided; drawn at the end of a line only, by those who draw it at all.
const SOFT_HYPHEN: char = '\u{ad}';

/// What a text may become.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) shape: Shape,
    /// From where to where.
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The sizes of the font, largest first.
    pub(super) largest: u32,
    pub(super) smallest: u32,
    /// How good so many lines are, in hundredths: one, two, three; no more lines than are named here.
    pub(super) lines: &'static [u32],
    /// The worst end of a line; what does not fit even so is cut.
    pub(super) worst: End,
}

/// A text that fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fitted {
    pub(super) size: u32,
    pub(super) lines: Vec<Line>,
    /// How good it looks, from nothing to 1: large letters, few lines, good ends, nothing cut.
    pub(super) merit: f64,
    /// Where the last line ends.
    pub(super) bottom: f64,
}

/// One line of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) baseline: f64,
    /// The estimate, in pixels, if the line is so full that a face wider than thought would leave the shape.
    pub(super) length: Option<f64>,
}

/// A way to set the text: the size, the range of clusters of each line, and how good it looks.
struct Setting {
    size: u32,
    ranges: Vec<(usize, usize)>,
    rank: f64,
}

/// The text in the room. Empty only if the text is.
pub(super) fn fit(text: &str, room: &Room) -> Fitted {
    let mut all = clusters(text, MOST_CLUSTERS + 1);
    let too_long = all.len() > MOST_CLUSTERS;
    let spread = Spread { room, tall: is_tall(text) };
    let best = if too_long { None } else { spread.best(&all) };
    if let Some(best) = best {
        return spread.lines(&all, &best);
    }
    let size = room.smallest;
    let count = (1..=room.lines.len()).rev().find(|count| spread.has_room_for(*count, size)).unwrap_or(1);
    let ranges = spread.cut(&mut all, size, count);
    // Half of what the smallest whole text would have.
    spread.lines(&all, &Setting { size, ranges, rank: f64::from(size * BEST) / 4.0 })
}

/// The rank of each pixel of size if there is nothing to be better.
const BEST: u32 = 100 * 100;

struct Spread<'r> {
    room: &'r Room,
    tall: bool,
}

impl Spread<'_> {
    fn line_height(&self, size: u32) -> f64 {
        f64::from(size) * if self.tall { 1.38 } else { 1.13 }
    }

    fn has_room_for(&self, count: usize, size: u32) -> bool {
        self.height(count, size) <= self.room.bottom - self.room.top
    }

    fn height(&self, count: usize, size: u32) -> f64 {
        self.line_height(size) * f64::from(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Where the first of so many lines begins: together they stand in the middle of the room.
    fn first(&self, count: usize, size: u32) -> f64 {
        (self.room.top + self.room.bottom - self.height(count, size)) / 2.0
    }

    /// How wide each of so many lines may be, in thousandths of the size.
    fn widths(&self, count: usize, size: u32) -> Vec<f64> {
        let (first, height) = (self.first(count, size), self.line_height(size));
        let width = |line: u32| {
            let top = first + height * f64::from(line);
            // Letters do not fill the height of their line.
            let reach = |y: f64| self.room.shape.half_width(y);
            let half = reach(top + height * 0.14).min(reach(top + height * 0.86));
            2.0 * half * 1000.0 / f64::from(size)
        };
        (0..u32::try_from(count).unwrap_or(0)).map(width).collect()
    }

    /// The best of all settings: large letters count most, then few lines and good ends.
    fn best(&self, clusters: &[Cluster]) -> Option<Setting> {
        let mut best: Option<Setting> = None;
        for (worst, quality) in
            [(End::Word, 100), (End::Part, 97), (End::Hyphen, 74), (End::Guess, 60), (End::Torn, 50)]
        {
            if worst > self.room.worst {
                break;
            }
            for (count, spare) in (1..).zip(self.room.lines) {
                for size in (self.room.smallest..=self.room.largest).rev() {
                    let most = f64::from(size * quality * spare);
                    if best.as_ref().is_some_and(|best| best.rank >= most) {
                        break;
                    }
                    if !self.has_room_for(count, size) {
                        continue;
                    }
                    if let Some(ranges) = balanced(clusters, &self.widths(count, size), worst) {
                        // A smaller size may be set more evenly, and look better for it.
                        let rank = most * (0.85 + 0.15 * evenness(clusters, &ranges));
                        if best.as_ref().is_none_or(|best| rank > best.rank) {
                            best = Some(Setting { size, ranges, rank });
                        }
                    }
                }
            }
        }
        best
    }

    /// Fills the lines from the first on and cuts what does not fit; the last line then ends with an ellipsis.
    fn cut(&self, clusters: &mut Vec<Cluster>, size: u32, count: usize) -> Vec<(usize, usize)> {
        let mut widths = self.widths(count, size);
        let Some(last) = widths.pop() else { return Vec::new() };
        let mut ranges = Vec::new();
        let mut from = 0;
        for width in widths {
            let fits = longest(clusters, from, width);
            // A word is torn only where the line would be less than half full otherwise.
            let ends = (from + 1..=fits).rev();
            let of = |worst: End| {
                ends.clone().find(|to| {
                    let end = to.checked_sub(1).and_then(|at| clusters.get(at)).map(|cluster| cluster.end);
                    end.is_some_and(|end| end <= worst) && wide(clusters, from, *to) * 2.0 >= width
                })
            };
            let to = of(End::Hyphen).or_else(|| of(End::Guess)).or_else(|| of(End::Torn)).unwrap_or(fits);
            ranges.push((from, to));
            from = to;
        }
        const ELLIPSIS: u32 = 950;
        let most = longest(clusters, from, last - f64::from(ELLIPSIS));
        // Rather after a whole word, if the line is not much shorter for it.
        let is_whole =
            |to: &usize| to.checked_sub(1).and_then(|at| clusters.get(at)).is_some_and(|c| c.end <= End::Part);
        let whole = (from + 1..=most).rev().find(is_whole);
        let mut to = whole.filter(|to| wide(clusters, from, *to) * 1.6 >= last).unwrap_or(most);
        let is_mark = |cluster: &Cluster| cluster.text.chars().all(|c| !c.is_alphanumeric());
        while to > from + 1 && to.checked_sub(1).and_then(|at| clusters.get(at)).is_some_and(is_mark) {
            to -= 1;
        }
        clusters.truncate(to);
        clusters.push(Cluster { text: "…".into(), width: ELLIPSIS, end: End::Word, is_space: false });
        ranges.push((from, clusters.len()));
        ranges
    }

    fn lines(&self, clusters: &[Cluster], setting: &Setting) -> Fitted {
        let Setting { size, ref ranges, rank } = *setting;
        let (count, height) = (ranges.len(), self.line_height(size));
        let mut top = self.first(count, size);
        let mut lines = Vec::with_capacity(count);
        for ((from, to), room) in ranges.iter().zip(self.widths(count, size)) {
            let text: String = clusters.get(*from..*to).unwrap_or_default().iter().map(|c| c.text.as_str()).collect();
            let width = wide(clusters, *from, *to);
            // Faces differ by a fifth; what is shorter stays as its face has it.
            let length = (width * 1.2 > room).then(|| width.min(room) * f64::from(size) / 1000.0);
            let hyphen = if text.ends_with(SOFT_HYPHEN) { "-" } else { "" };
            let text = text.trim_matches([' ', '\u{200b}']).replace(SOFT_HYPHEN, "") + hyphen;
            // Capitals stand in the middle of their line.
            lines.push(Line { text, baseline: top + height / 2.0 + f64::from(size) * 0.355, length });
            top += height;
        }
        let merit = rank / f64::from(self.room.largest * BEST);
        Fitted { size, lines, merit, bottom: top }
    }
}

/// The width of a line, without the space at its end, in thousandths of the size.
fn wide(clusters: &[Cluster], from: usize, to: usize) -> f64 {
    let line = clusters.get(from..to).unwrap_or_default();
    let line = line.split_last().map_or(line, |(last, rest)| if last.is_space { rest } else { line });
    line.iter().map(|c| f64::from(c.width)).sum()
}

/// Where the longest line ends that begins here; one cluster long at least.
fn longest(clusters: &[Cluster], from: usize, width: f64) -> usize {
    let mut sum = 0.0;
    for (at, cluster) in clusters.iter().enumerate().skip(from) {
        sum += f64::from(cluster.width);
        if sum > width && !cluster.is_space {
            return at.max(from + 1).min(clusters.len());
        }
    }
    clusters.len()
}

/// The length of the shortest line as a part of that of the longest.
fn evenness(clusters: &[Cluster], ranges: &[(usize, usize)]) -> f64 {
    let widths = || ranges.iter().map(|(from, to)| wide(clusters, *from, *to));
    widths().fold(f64::INFINITY, f64::min) / widths().fold(1.0, f64::max)
}

/// The most even way to break into lines of these widths, each ending no worse than said; none if there is no way.
fn balanced(clusters: &[Cluster], widths: &[f64], worst: End) -> Option<Vec<(usize, usize)>> {
    if wide(clusters, 0, clusters.len()) > widths.iter().sum() {
        return None;
    }
    // Lines of one length look best, also where the shape has more room for one of them.
    let even = widths.iter().copied().fold(f64::INFINITY, f64::min);
    let ends: Vec<usize> =
        clusters.iter().enumerate().filter(|(_, cluster)| cluster.end <= worst).map(|(at, _)| at + 1).collect();
    // For each end what the best lines cost that lead there, and where they end.
    let mut ways: Vec<(f64, Vec<usize>)> = vec![(0.0, vec![0])];
    for width in widths {
        let mut next: Vec<(f64, Vec<usize>)> = Vec::new();
        for to in &ends {
            let end = to.checked_sub(1).and_then(|at| clusters.get(at)).map_or(End::Word, |cluster| cluster.end);
            let poor = match end {
                End::Word => 0.0,
                End::Part => 0.02,
                End::Hyphen => 0.1,
                _ => 0.2,
            };
            let mut cheapest: Option<(f64, &Vec<usize>)> = None;
            // The nearest beginnings first: once a line is too wide, those before make it wider.
            for (cost, breaks) in ways.iter().rev() {
                let from = breaks.last().copied().unwrap_or_default();
                if from >= *to {
                    continue;
                }
                let wide = wide(clusters, from, *to);
                if wide > *width {
                    break;
                }
                let slack = (even - wide) / even;
                let cost = cost + slack * slack + poor;
                if wide > 0.0 && cheapest.is_none_or(|(least, _)| cost < least) {
                    cheapest = Some((cost, breaks));
                }
            }
            if let Some((cost, breaks)) = cheapest {
                next.push((cost, breaks.iter().copied().chain([*to]).collect()));
            }
        }
        ways = next;
    }
    let (_, breaks) = ways.into_iter().find(|(_, breaks)| breaks.last() == Some(&clusters.len()))?;
    Some(breaks.iter().copied().zip(breaks.iter().copied().skip(1)).collect())
}
