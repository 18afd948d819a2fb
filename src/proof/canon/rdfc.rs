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

use super::dataset::{Dataset, Quad, Term};

#[cfg(test)]
pub(super) mod nquads;
#[cfg(test)]
mod tests;

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
    /// The number in the label `_:c14n…` of each blank node.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) labels: Vec<u32>,
    /// How much of the budget was used.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) steps: u64,
    /// Whether implementations that sort by UTF-16 units would come to another form.
    pub(super) order_is_disputed: bool,
}

/// The canonical form, within `budget` steps: one for each call of Hash N-Degree Quads, each permutation, each statement
/// looked at and each label copied in them.
pub(super) fn canonicalize<D: Digest>(dataset: &Dataset, budget: u64) -> Result<Canonical, TooSymmetric> {
    let mut state = State::<D>::new(dataset, budget);
    state.first_degree();
    state.label()?;
    Ok(state.finish())
}

/// Labels in the order in which they were given (4.3).
#[derive(Clone, Default)]
struct Issuer {
    order: Vec<u32>,
    labels: BTreeMap<u32, u32>,
}

impl Issuer {
    fn label(&self, node: u32) -> Option<u32> {
        self.labels.get(&node).copied()
    }

    /// The label of a node, a new one if it has none yet.
    fn issue(&mut self, node: u32) -> u32 {
        let next = u32::try_from(self.order.len()).unwrap_or(u32::MAX);
        *self.labels.entry(node).or_insert_with(|| {
            self.order.push(node);
            next
        })
    }
}

struct State<'d, D: Digest> {
    dataset: &'d Dataset,
    /// The statements that each blank node stands in, one after another.
    mentions: Vec<u32>,
    /// Where the statements of each node begin in `mentions`; one more at the end.
    starts: Vec<usize>,
    /// The first-degree hash of each node.
    hashes: Vec<Output<D>>,
    canonical: Issuer,
    budget: u64,
    steps: u64,
    order_is_disputed: bool,
}

impl<'d, D: Digest> State<'d, D> {
    fn new(dataset: &'d Dataset, budget: u64) -> Self {
        let count = dataset.blank_nodes();
        let mut starts = vec![0usize; count + 1];
        for quad in dataset.quads() {
            for node in nodes(quad) {
                if let Some(start) = index(node).and_then(|node| starts.get_mut(node + 1)) {
                    *start += 1;
                }
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut mentions = vec![0u32; sum];
        let mut next = starts.clone();
        for (i, quad) in (0u32..).zip(dataset.quads()) {
            for node in nodes(quad) {
                let Some(at) = index(node).and_then(|node| next.get_mut(node)) else { continue };
                if let Some(mention) = mentions.get_mut(*at) {
                    *mention = i;
                }
                *at += 1;
            }
        }
        let (hashes, canonical) = (Vec::with_capacity(count), Issuer::default());
        State { dataset, mentions, starts, hashes, canonical, budget, steps: 0, order_is_disputed: false }
    }

    fn spend(&mut self, steps: usize) -> Result<(), TooSymmetric> {
        self.steps = self.steps.saturating_add(u64::try_from(steps).unwrap_or(u64::MAX));
        if self.steps > self.budget { Err(TooSymmetric) } else { Ok(()) }
    }

    fn quads_of(&self, node: u32) -> impl Iterator<Item = &'d Quad> + use<'_, 'd, D> {
        let bounds = index(node).and_then(|node| self.starts.get(node).zip(self.starts.get(node + 1)));
        let mentions = bounds.and_then(|(start, end)| self.mentions.get(*start..*end)).unwrap_or_default();
        let dataset = self.dataset;
        mentions.iter().filter_map(move |i| index(*i).and_then(|i| dataset.quads().get(i)))
    }

    /// Hash First Degree Quads (4.6) of every node: itself is `_:a` in its statements, any other blank node `_:z`.
    fn first_degree(&mut self) {
        let (mut text, mut lines) = (String::new(), Vec::new());
        for node in (0u32..).take(self.dataset.blank_nodes()) {
            text.clear();
            lines.clear();
            for quad in self.quads_of(node) {
                let start = text.len();
                self.dataset
                    .write(quad, &mut text, |other, out| out.push_str(if other == node { "_:a" } else { "_:z" }));
                lines.push(start..text.len());
            }
            let line = |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or_default();
            lines.sort_unstable_by(|a, b| line(a).cmp(line(b)));
            self.order_is_disputed |= lines.windows(2).any(|pair| match pair {
                [a, b] => is_disputed(line(a), line(b)),
                _ => false,
            });
            let hash = lines.iter().fold(D::new(), |hash, range| hash.chain_update(line(range)));
            self.hashes.push(hash.finalize());
        }
    }

    fn hash(&self, node: u32) -> Output<D> {
        index(node).and_then(|node| self.hashes.get(node)).cloned().unwrap_or_default()
    }

    /// The canonical labels (4.4.3): first for the nodes whose hash is unique, then for the others.
    fn label(&mut self) -> Result<(), TooSymmetric> {
        // A node that stands in no statement is not in the graph.
        let mut by_hash: Vec<u32> =
            (0u32..).take(self.dataset.blank_nodes()).filter(|node| self.quads_of(*node).next().is_some()).collect();
        by_hash.sort_by(|a, b| self.hash_ref(*a).cmp(&self.hash_ref(*b)));
        let alike = |a: &u32, b: &u32| self.hash_ref(*a) == self.hash_ref(*b);
        let groups: Vec<Vec<u32>> = by_hash.chunk_by(alike).map(<[u32]>::to_vec).collect();
        for group in &groups {
            if let [unique] = group.as_slice() {
                self.canonical.issue(*unique);
            }
        }
        for group in groups.iter().filter(|group| group.len() > 1) {
            let mut results = Vec::new();
            for node in group {
                if self.canonical.label(*node).is_some() {
                    continue;
                }
                let mut issuer = Issuer::default();
                issuer.issue(*node);
                results.push(self.n_degree(*node, issuer, 0)?);
            }
            results.sort_by(|(a, _), (b, _)| a.cmp(b));
            for (_, issuer) in results {
                for node in issuer.order {
                    self.canonical.issue(node);
                }
            }
        }
        Ok(())
    }

    fn hash_ref(&self, node: u32) -> Option<&Output<D>> {
        index(node).and_then(|node| self.hashes.get(node))
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
        for (hash, mut nodes) in related {
            data.update(hex(&hash));
            let mut chosen: Option<(String, Issuer)> = None;
            nodes.sort_unstable();
            loop {
                self.spend(1 + issuer.order.len() + nodes.len())?;
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
                Some(label) => push_label("_:c14n", label, &mut path),
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
            self.spend(issuer.order.len())?;
            let (hash, after) = self.n_degree(node, issuer.clone(), depth + 1)?;
            push_label("_:b", issuer.issue(node), &mut path);
            path.push('<');
            path.push_str(&hex(&hash));
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
        let mut text = String::from(position);
        if position != 'g' {
            text.push_str(self.dataset.text(quad.predicate));
        }
        match (self.canonical.label(node), issuer.label(node)) {
            (Some(label), _) => push_label("_:c14n", label, &mut text),
            (None, Some(label)) => push_label("_:b", label, &mut text),
            (None, None) => text.push_str(&hex(&self.hash(node))),
        }
        D::digest(text)
    }

    fn finish(self) -> Canonical {
        let labels: Vec<u32> = (0u32..)
            .take(self.dataset.blank_nodes())
            .map(|node| self.canonical.label(node).unwrap_or(u32::MAX))
            .collect();
        let (mut text, mut ranges) = (String::new(), Vec::with_capacity(self.dataset.quads().len()));
        for quad in self.dataset.quads() {
            let start = text.len();
            self.dataset.write(quad, &mut text, |node, out| {
                let label = index(node).and_then(|node| labels.get(node)).copied().unwrap_or(u32::MAX);
                push_label("_:c14n", label, out);
            });
            ranges.push(start..text.len());
        }
        let line = |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or_default();
        ranges.sort_unstable_by(|a, b| line(a).cmp(line(b)));
        let mut lines = String::with_capacity(text.len());
        let mut order_is_disputed = self.order_is_disputed;
        let mut last = "";
        for range in &ranges {
            order_is_disputed |= is_disputed(last, line(range));
            last = line(range);
            lines.push_str(last);
        }
        Canonical { lines, labels, steps: self.steps, order_is_disputed }
    }
}

/// The blank nodes of a statement, each once.
fn nodes(quad: &Quad) -> impl Iterator<Item = u32> {
    let blank = |term: Term| match term {
        Term::Blank(node) => Some(node),
        Term::Text(_) => None,
    };
    let subject = blank(quad.subject);
    let object = blank(quad.object).filter(|node| Some(*node) != subject);
    let graph = quad.graph.and_then(blank).filter(|node| Some(*node) != subject && Some(*node) != object);
    [subject, object, graph].into_iter().flatten()
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

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Whether two lines that stand in the order of their code points stand in another by UTF-16 units.
fn is_disputed(a: &str, b: &str) -> bool {
    // Only characters beyond U+FFFF sort otherwise, and they begin with these bytes.
    let first = a.bytes().zip(b.bytes()).find(|(x, y)| x != y);
    first.is_some_and(|(x, y)| x.max(y) >= 0xee) && a.encode_utf16().cmp(b.encode_utf16()) == Ordering::Greater
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
