//! RDFC-1.0 (RDF Dataset Canonicalization, W3C Recommendation): labels for blank nodes that depend on nothing but the
//! graph, and the statements in their order.
//!
//! A blank node is first known by a hash of the statements it stands in (4.6). Where that is not unique, the hash takes in
//! what the neighbours look like, along every order of those that look alike (4.8): factorial in their number. The
//! work is counted as it is done, and ends at a budget.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use sha2::Digest;
use sha2::digest::Output;

use self::issuer::Issuer;
use self::order::Order;
use super::dataset::{Dataset, Quad, Term};

mod issuer;
#[cfg(test)]
pub(super) mod nquads;
mod order;
#[cfg(test)]
mod tests;

/// How canonical labels begin.
const LABEL: &str = "_:c14n";

/// The deepest that a hash follows neighbours that look alike. Credentials nest less deep than that.
const DEEPEST: usize = 256;

/// The budget ran out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooSymmetric;

/// A dataset in its canonical form.
#[derive(Debug)]
pub(super) struct Canonical {
    /// The N-Quads in their order.
    pub(super) lines: String,
    /// Where each line ends.
    pub(super) ends: Vec<usize>,
    /// The number in the label `_:c14n…` of each blank node.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) labels: Vec<u32>,
    /// How much of the budget was used.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) steps: u64,
    /// Whether implementations that sort by UTF-16 units would come to another form.
    pub(super) order_is_disputed: bool,
    /// Whether there are characters that others may sort otherwise.
    pub(super) may_be_disputed: bool,
}

/// The canonical form, within `budget` steps: one for each call of Hash N-Degree Quads, each permutation, each statement
/// looked at and each label copied in them. What is said twice is said once.
pub(super) fn canonicalize<D: Digest>(dataset: &Dataset, budget: u64) -> Result<Canonical, TooSymmetric> {
    let mut state = State::<D>::new(dataset, budget);
    state.first_degree();
    state.label()?;
    Ok(state.finish())
}

struct State<'d, D: Digest> {
    dataset: &'d Dataset,
    order: Order,
    /// The first-degree hash of each node.
    hashes: Vec<Output<D>>,
    canonical: issuer::Canonical,
    budget: u64,
    steps: u64,
    /// Whether there are characters to dispute over at all.
    may_be_disputed: bool,
    order_is_disputed: bool,
}

impl<'d, D: Digest> State<'d, D> {
    fn new(dataset: &'d Dataset, budget: u64) -> Self {
        let count = dataset.blank_nodes();
        State {
            dataset,
            order: Order::new(dataset),
            hashes: Vec::with_capacity(count),
            canonical: issuer::Canonical::new(count),
            budget,
            steps: 0,
            may_be_disputed: dataset.has_high_characters(),
            order_is_disputed: false,
        }
    }

    fn spend(&mut self, steps: usize) -> Result<(), TooSymmetric> {
        self.steps = self.steps.saturating_add(u64::try_from(steps).unwrap_or(u64::MAX));
        if self.steps > self.budget { Err(TooSymmetric) } else { Ok(()) }
    }

    fn quad(&self, number: u32) -> Option<&'d Quad> {
        index(number).and_then(|number| self.dataset.quads().get(number))
    }

    /// The statements that a blank node stands in, each once.
    fn quads_of(&self, node: u32) -> impl Iterator<Item = &'d Quad> {
        self.order.own(node).iter().chain(self.order.others(node)).filter_map(|number| self.quad(*number))
    }

    /// Hash First Degree Quads (4.6) of every node: itself is `_:a` in its statements, any other blank node `_:z`.
    fn first_degree(&mut self) {
        let (mut text, mut others) = (String::new(), Vec::<&Quad>::new());
        for node in (0u32..).take(self.dataset.blank_nodes()) {
            text.clear();
            others.clear();
            others.extend(self.order.others(node).iter().filter_map(|number| self.quad(*number)));
            if others.len() > 1 {
                others.sort_unstable_by(|a, b| self.compare_seen_from(node, a, b));
            }
            // Its own lines begin with `_:a`, which is greater than any name and less than `_:z`.
            let (before, after) = others.split_at(others.partition_point(|quad| quad.subject.blank().is_none()));
            let own = self.order.own(node).iter().filter_map(|number| self.quad(*number));
            for quad in before.iter().copied().chain(own).chain(after.iter().copied()) {
                let label = |other, out: &mut String| out.push_str(if other == node { "_:a" } else { "_:z" });
                self.dataset.write(quad, &mut text, label);
            }
            self.order_is_disputed |= self.may_be_disputed && is_disputed(&text);
            self.hashes.push(D::digest(&text));
        }
    }

    /// Statements whose subject is not `node`, in the order of their lines for its first-degree hash.
    fn compare_seen_from(&self, node: u32, a: &Quad, b: &Quad) -> Ordering {
        let subjects = match (a.subject, b.subject) {
            (Term::Text(a), Term::Text(b)) => self.dataset.compare_texts(a, b),
            (a, b) => a.blank().is_some().cmp(&b.blank().is_some()),
        };
        subjects.then_with(|| self.dataset.compare(a, b, |other| u64::from(other != node)))
    }

    fn hash(&self, node: u32) -> Output<D> {
        index(node).and_then(|node| self.hashes.get(node)).cloned().unwrap_or_default()
    }

    /// The canonical labels (4.4.3): first for the nodes whose hash is unique, then for the others.
    fn label(&mut self) -> Result<(), TooSymmetric> {
        let prefix = |hash: &Output<D>| hash.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        let hash = |node: u32| index(node).and_then(|node| self.hashes.get(node));
        // A node that stands in no statement is not in the graph.
        let is_said =
            |(_, node): &(u64, u32)| !self.order.own(*node).is_empty() || !self.order.others(*node).is_empty();
        let mut by_hash: Vec<(u64, u32)> = self.hashes.iter().map(prefix).zip(0u32..).filter(is_said).collect();
        // Of great numbers most are alike, which the stable sort takes in one pass.
        by_hash.sort_by(|(x, a), (y, b)| x.cmp(y).then_with(|| hash(*a).cmp(&hash(*b))));
        let mut groups: Vec<Vec<u32>> = Vec::new();
        for group in by_hash.chunk_by(|(x, a), (y, b)| x == y && hash(*a) == hash(*b)) {
            match group {
                [(_, unique)] => self.canonical.issue(*unique),
                _ => groups.push(group.iter().map(|(_, node)| *node).collect()),
            }
        }
        for group in groups {
            let mut results = Vec::new();
            for node in &group {
                if self.canonical.label(*node).is_some() {
                    continue;
                }
                let mut issuer = Issuer::default();
                issuer.issue(*node);
                results.push(self.n_degree(*node, issuer, 0)?);
            }
            results.sort_by(|(a, _), (b, _)| a.cmp(b));
            for (_, issuer) in results {
                for node in issuer.order() {
                    self.canonical.issue(*node);
                }
            }
        }
        Ok(())
    }

    /// Hash N-Degree Quads (4.8).
    fn n_degree(&mut self, node: u32, mut issuer: Issuer, depth: usize) -> Result<(Output<D>, Issuer), TooSymmetric> {
        if depth > DEEPEST {
            return Err(TooSymmetric);
        }
        let mut related: BTreeMap<Output<D>, Vec<u32>> = BTreeMap::new();
        let quads: Vec<&Quad> = self.quads_of(node).collect();
        self.spend(1 + quads.len())?;
        for quad in quads {
            for (position, other) in positions(quad) {
                if other != node {
                    related.entry(self.related(other, quad, &issuer, position)).or_default().push(other);
                }
            }
        }
        let mut data = D::new();
        let mut text = String::new();
        for (hash, mut nodes) in related {
            text.clear();
            push_hex(&hash, &mut text);
            data.update(&text);
            let mut chosen: Option<(String, Issuer)> = None;
            nodes.sort_unstable();
            loop {
                self.spend(1 + issuer.order().len() + nodes.len())?;
                if let Some(better) = self.path(&nodes, &issuer, chosen.as_ref().map(|(path, _)| path), depth)? {
                    chosen = Some(better);
                }
                if !next_permutation(&mut nodes) {
                    break;
                }
            }
            if let Some((path, best)) = chosen {
                data.update(path);
                issuer = best;
            }
        }
        Ok((data.finalize(), issuer))
    }

    /// The path along one order of nodes that look alike, if it is less than the one chosen so far.
    fn path(
        &mut self,
        nodes: &[u32],
        issuer: &Issuer,
        chosen: Option<&String>,
        depth: usize,
    ) -> Result<Option<(String, Issuer)>, TooSymmetric> {
        let mut issuer = issuer.clone();
        let mut path = String::new();
        let mut recursion = Vec::new();
        let is_worse = |path: &String| chosen.is_some_and(|best| path.len() >= best.len() && path > best);
        for node in nodes {
            match self.canonical.label(*node) {
                Some(label) => push_label(LABEL, label, &mut path),
                None => {
                    if issuer.label(*node).is_none() {
                        recursion.push(*node);
                    }
                    push_label("_:b", issuer.issue(*node), &mut path);
                }
            }
            if is_worse(&path) {
                return Ok(None);
            }
        }
        for node in recursion {
            self.spend(issuer.order().len())?;
            let (hash, after) = self.n_degree(node, issuer.clone(), depth + 1)?;
            push_label("_:b", issuer.issue(node), &mut path);
            path.push('<');
            push_hex(&hash, &mut path);
            path.push('>');
            issuer = after;
            self.spend(path.len() / 64)?;
            if is_worse(&path) {
                return Ok(None);
            }
        }
        Ok(chosen.is_none_or(|best| path < *best).then_some((path, issuer)))
    }

    /// Hash Related Blank Node (4.7).
    fn related(&self, node: u32, quad: &Quad, issuer: &Issuer, position: char) -> Output<D> {
        let predicate = if position == 'g' { "" } else { self.dataset.text(quad.predicate) };
        let mut text = String::with_capacity(1 + predicate.len() + 2 * self.hash(node).len());
        text.push(position);
        text.push_str(predicate);
        match (self.canonical.label(node), issuer.label(node)) {
            (Some(label), _) => push_label(LABEL, label, &mut text),
            (None, Some(label)) => push_label("_:b", label, &mut text),
            (None, None) => push_hex(&self.hash(node), &mut text),
        }
        D::digest(text)
    }

    fn finish(mut self) -> Canonical {
        let labels = self.canonical.into_labels();
        let label = |node: u32| index(node).and_then(|node| labels.get(node)).copied().unwrap_or(u32::MAX);
        self.order.settle(self.dataset, |node| label_order(label(node)));
        let mut nodes: Vec<(u64, u32)> = labels.iter().map(|label| label_order(*label)).zip(0u32..).collect();
        nodes.sort_unstable();
        let own = nodes.iter().flat_map(|(_, node)| self.order.own(*node));
        let numbers = || self.order.named().iter().chain(own.clone());
        let quads =
            || numbers().filter_map(|number| index(*number).and_then(|number| self.dataset.quads().get(number)));

        let longest_label =
            LABEL.len() + labels.len().checked_ilog10().map_or(1, |digits| 1 + index(digits).unwrap_or_default());
        let mut lines = String::with_capacity(quads().map(|quad| self.dataset.line_length(quad, longest_label)).sum());
        let mut ends = Vec::with_capacity(self.dataset.quads().len());
        quads().for_each(|quad| {
            self.dataset.write(quad, &mut lines, |node, out| push_label(LABEL, label(node), out));
            ends.push(lines.len());
        });
        let order_is_disputed = self.order_is_disputed || (self.may_be_disputed && is_disputed(&lines));
        let (steps, may_be_disputed) = (self.steps, self.may_be_disputed);
        Canonical { lines, ends, labels, steps, order_is_disputed, may_be_disputed }
    }
}

/// The blank nodes of a statement with the place where they stand.
fn positions(quad: &Quad) -> impl Iterator<Item = (char, u32)> {
    let terms = [('s', Some(quad.subject)), ('o', Some(quad.object)), ('g', quad.graph)];
    terms.into_iter().filter_map(|(position, term)| match term {
        Some(Term::Blank(node)) => Some((position, node)),
        _ => None,
    })
}

fn index(node: u32) -> Option<usize> {
    usize::try_from(node).ok()
}

fn push_label(prefix: &str, label: u32, out: &mut String) {
    out.push_str(prefix);
    let mut digits = [0u8; 10];
    let mut rest = label;
    let mut length = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        length += 1;
        if rest == 0 {
            break;
        }
    }
    let digits = digits.get(10 - length..).unwrap_or_default();
    out.extend(digits.iter().map(|digit| char::from(*digit)));
}

fn push_hex(bytes: &[u8], out: &mut String) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or_default();
    out.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
}

/// A number that orders labels as their texts are ordered: 1, 10, 11, 2.
fn label_order(label: u32) -> u64 {
    // Filled up to ten digits; among those that come to the same then, the shortest is the beginning of the others.
    let digits = label.checked_ilog10().unwrap_or_default();
    u64::from(label) * 10u64.pow(9 - digits) * 16 + u64::from(digits)
}

/// Whether lines that stand in the order of their code points stand in another by UTF-16 units.
pub(super) fn is_disputed(lines: &str) -> bool {
    let is_out_of_order = |a: &str, b: &str| {
        // Only characters beyond U+FFFF sort otherwise, and they begin with these bytes.
        let first = a.bytes().zip(b.bytes()).find(|(x, y)| x != y);
        first.is_some_and(|(x, y)| x.max(y) >= 0xee) && a.encode_utf16().cmp(b.encode_utf16()) == Ordering::Greater
    };
    // No line has a break in its texts.
    lines.split_inclusive('\n').zip(lines.split_inclusive('\n').skip(1)).any(|(a, b)| is_out_of_order(a, b))
}

/// The next order of the items, from the sorted one on; false after the last.
fn next_permutation(items: &mut [u32]) -> bool {
    let Some(at) = items.windows(2).rposition(|pair| pair.first() < pair.last()) else { return false };
    let Some((head, tail)) = items.split_at_mut_checked(at + 1) else { return false };
    let Some(pivot) = head.last_mut() else { return false };
    if let Some(swap) = tail.iter_mut().rev().find(|item| **item > *pivot) {
        std::mem::swap(pivot, swap);
    }
    tail.reverse();
    true
}
