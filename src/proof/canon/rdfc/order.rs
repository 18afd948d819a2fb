//! The statements in the order of their lines, as far as it is known before there are labels.
//!
//! Lines differ late, and few of their subjects and predicates are distinct. So these are ranked first, and the rest is
//! sorting numbers; objects are compared only where a subject has a predicate more than once.

use std::ops::Range;

use super::index;
use crate::proof::canon::dataset::{Dataset, Quad, Span, Term};

/// The statements, each once.
pub(super) struct Order {
    /// Their numbers in the dataset. First those about something with a name, in the order of their lines; then those
    /// about each blank node, in the order of the nodes' numbers and among these of the lines that the first-degree hash
    /// takes in: the node itself is less than any other blank node.
    sorted: Vec<u32>,
    /// Where those about each blank node begin; one more at the end.
    own: Vec<usize>,
    /// The statements that each blank node is the object or graph of, unless it is their subject too.
    others: Vec<u32>,
    /// Where those of each blank node begin; one more at the end.
    starts: Vec<usize>,
    /// The statements about one subject among which labels decide.
    open: Vec<Range<usize>>,
}

impl Order {
    /// Brings the statements of a dataset into order.
    pub(super) fn new(dataset: &Dataset) -> Self {
        let quads = dataset.quads();
        let blank_nodes = dataset.blank_nodes();
        let (predicates, _) = ranks(dataset, quads.len(), quads.iter().map(|quad| quad.predicate));
        let named = quads.iter().filter_map(|quad| match quad.subject {
            Term::Text(span) => Some(span),
            Term::Blank(_) => None,
        });
        let (names, distinct) = ranks(dataset, quads.len(), named);

        // One group of statements for each subject.
        let mut names = names.into_iter();
        let subjects: Vec<usize> = quads
            .iter()
            .map(|quad| match quad.subject {
                Term::Text(_) => names.next().and_then(index).unwrap_or_default(),
                Term::Blank(node) => index(node).map_or(0, |node| distinct + node),
            })
            .collect();
        let row = |(predicate, i): (&u32, u32)| (u64::from(*predicate) << 32) | u64::from(i);
        let rows = predicates.iter().zip(0u32..).map(row);
        let (mut rows, bounds) = grouped(distinct + blank_nodes, subjects.iter().copied().zip(rows));

        let mut order = Order {
            sorted: Vec::with_capacity(quads.len()),
            own: Vec::with_capacity(blank_nodes + 1),
            others: Vec::new(),
            starts: Vec::new(),
            open: Vec::new(),
        };
        for (group, bounds) in bounds.windows(2).enumerate() {
            if group >= distinct {
                order.own.push(order.sorted.len());
            }
            if let [start, end] = bounds {
                order.group(dataset, rows.get_mut(*start..*end).unwrap_or_default());
            }
        }
        order.own.push(order.sorted.len());
        let mut mentions: Vec<(usize, u32)> = Vec::new();
        for i in &order.sorted {
            let quad = index(*i).and_then(|i| quads.get(i));
            for node in quad.filter(|quad| numbers(quad) != (None, None)).into_iter().flat_map(others) {
                mentions.push((index(node).unwrap_or(usize::MAX), *i));
            }
        }
        (order.others, order.starts) = grouped(blank_nodes, mentions.iter().copied());
        order
    }

    /// Takes in the statements about one subject: the ranks of their predicates above their numbers.
    fn group(&mut self, dataset: &Dataset, rows: &mut [u64]) {
        let quad = |row: &u64| usize::try_from(row & u64::from(u32::MAX)).ok().and_then(|i| dataset.quads().get(i));
        let start = self.sorted.len();
        let mut is_open = false;
        rows.sort_unstable();
        for rows in rows.chunk_by_mut(|a, b| a >> 32 == b >> 32) {
            let compare = |a: &Quad, b: &Quad| {
                let rank = |node| u64::from(Term::Blank(node) != a.subject);
                dataset.compare(a, b, rank).then_with(|| numbers(a).cmp(&numbers(b)))
            };
            if rows.len() > 1 {
                rows.sort_unstable_by(|a, b| match (quad(a), quad(b)) {
                    (Some(x), Some(y)) => compare(x, y).then(a.cmp(b)),
                    _ => a.cmp(b),
                });
            }
            let mut last: Option<&Quad> = None;
            for (row, quad) in rows.iter().filter_map(|row| Some((row, quad(row)?))) {
                if let Some(last) = last {
                    if compare(last, quad).is_eq() {
                        continue;
                    }
                    // Where labels decide between any two, they do between some neighbours: blank nodes stand last.
                    is_open |= numbers(last) != (None, None) && numbers(quad) != (None, None);
                }
                last = Some(quad);
                self.sorted.push(u32::try_from(row & u64::from(u32::MAX)).unwrap_or(u32::MAX));
            }
        }
        if is_open {
            self.open.push(start..self.sorted.len());
        }
    }

    /// The statements about a blank node, in the order of their lines for its first-degree hash.
    pub(super) fn own(&self, node: u32) -> &[u32] {
        slice(&self.own, &self.sorted, node)
    }

    /// The other statements that a blank node stands in.
    pub(super) fn others(&self, node: u32) -> &[u32] {
        slice(&self.starts, &self.others, node)
    }

    /// The statements about something with a name, in the order of their lines.
    pub(super) fn named(&self) -> &[u32] {
        self.own.first().and_then(|end| self.sorted.get(..*end)).unwrap_or_default()
    }

    /// Brings the statements about each subject into their final order, now that there are labels.
    pub(super) fn settle(&mut self, dataset: &Dataset, rank: impl Fn(u32) -> u64) {
        let quad = |i: u32| index(i).and_then(|i| dataset.quads().get(i));
        for range in self.open.drain(..) {
            let group = self.sorted.get_mut(range).unwrap_or_default();
            group.sort_unstable_by(|a, b| match (quad(*a), quad(*b)) {
                (Some(a), Some(b)) => dataset.compare(a, b, &rank),
                _ => a.cmp(b),
            });
        }
    }
}

/// The blank nodes of a statement beside its subject.
fn numbers(quad: &Quad) -> (Option<u32>, Option<u32>) {
    (quad.object.blank(), quad.graph.and_then(Term::blank))
}

/// The blank nodes of a statement that are not its subject, each once.
fn others(quad: &Quad) -> impl Iterator<Item = u32> + Clone + use<> {
    let subject = quad.subject.blank();
    let (object, graph) = numbers(quad);
    let (object, graph) = (object.filter(|_| object != subject), graph.filter(|_| graph != subject && graph != object));
    [object, graph].into_iter().flatten()
}

/// Items by their group, and where the groups begin; one more at the end.
fn grouped<T: Copy + Default>(groups: usize, items: impl Iterator<Item = (usize, T)> + Clone) -> (Vec<T>, Vec<usize>) {
    // Counts, moved on by one place each, become beginnings; these move on to the ends as the items come in.
    let mut bounds = vec![0usize; groups + 2];
    for (group, _) in items.clone() {
        if let Some(count) = bounds.get_mut(group + 2) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for bound in &mut bounds {
        sum += *bound;
        *bound = sum;
    }
    let mut sorted = vec![T::default(); sum];
    for (group, item) in items {
        let Some(at) = bounds.get_mut(group + 1) else { continue };
        if let Some(place) = sorted.get_mut(*at) {
            *place = item;
        }
        *at += 1;
    }
    bounds.pop();
    (sorted, bounds)
}

fn slice<'a>(bounds: &[usize], items: &'a [u32], node: u32) -> &'a [u32] {
    let bounds = index(node).and_then(|node| bounds.get(node).zip(bounds.get(node + 1)));
    bounds.and_then(|(start, end)| items.get(*start..*end)).unwrap_or_default()
}

/// The rank of each text among them all, the same for the same text, and how many ranks there are.
fn ranks(dataset: &Dataset, most: usize, spans: impl Iterator<Item = Span>) -> (Vec<u32>, usize) {
    /// A text not found in so many places counts as another; sorting finds out. So nobody can make this slow.
    const PLACES: usize = 8;
    const EMPTY: u32 = u32::MAX;
    let mut table = vec![EMPTY; (2 * most).next_power_of_two()];
    let mask = table.len() - 1;
    let mut distinct: Vec<(&[u8], u32)> = Vec::new();
    let mut numbers: Vec<u32> = Vec::with_capacity(most);
    let mut last = None;
    for span in spans {
        if let Some((_, number)) = last.filter(|(of, _)| *of == span) {
            numbers.push(number);
            continue;
        }
        let text = dataset.text(span).as_bytes();
        let next = u32::try_from(distinct.len()).unwrap_or(EMPTY);
        let mut number = next;
        let start = spread(text);
        for at in start..start + PLACES {
            let Some(place) = table.get_mut(at & mask) else { break };
            if *place == EMPTY {
                *place = next;
                break;
            }
            let other = index(*place).and_then(|place| distinct.get(place));
            if other.is_some_and(|(other, _)| std::ptr::eq(*other, text) || *other == text) {
                number = *place;
                break;
            }
        }
        if number == next {
            distinct.push((text, next));
        }
        last = Some((span, number));
        numbers.push(number);
    }
    distinct.sort_unstable();
    let mut ranks = vec![0u32; distinct.len()];
    let mut count = 0usize;
    for texts in distinct.chunk_by(|(a, _), (b, _)| a == b) {
        for (_, number) in texts {
            if let Some(rank) = index(*number).and_then(|number| ranks.get_mut(number)) {
                *rank = u32::try_from(count).unwrap_or(EMPTY);
            }
        }
        count += 1;
    }
    for number in &mut numbers {
        *number = index(*number).and_then(|number| ranks.get(number)).copied().unwrap_or_default();
    }
    (numbers, count)
}

/// A cheap hash: of the end, of some of the middle, and of the length.
fn spread(text: &[u8]) -> usize {
    let word = |bytes: Option<&[u8; 8]>| bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes));
    let (start, end) = text.split_last_chunk().map_or((text, None), |(start, end)| (start, Some(end)));
    let middle = text.get(text.len() / 2..).and_then(<[u8]>::first_chunk);
    let mixed = (word(end) ^ u64::try_from(text.len()).unwrap_or_default()).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ word(start.last_chunk()).wrapping_mul(0xff51_afd7_ed55_8ccd)
        ^ word(middle).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    // Multiplying mixes upwards only.
    usize::try_from(mixed >> 32).unwrap_or_default()
}
