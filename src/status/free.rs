//! Which indexes are free, and the n-th of them, without trying.

use std::ops::Range;

/// A set of indexes: one bit for each, and over the words of these a tree of sums (Fenwick), so that taking one at random
/// costs the same however few are left.
#[derive(Debug, Clone)]
pub(super) struct Free {
    words: Vec<u64>,
    /// At `i` (counted from 1) how many are free in the words that end there, as many as the lowest bit of `i` says.
    tree: Vec<u32>,
    count: u64,
}

impl Free {
    /// The indexes of these ranges, but those that are taken. All lie below `length`, which lies below 2³².
    pub(super) fn new(length: u64, ranges: &[Range<u64>], taken: impl Iterator<Item = u64>) -> Self {
        let mut words = vec![0_u64; usize::try_from(length.div_ceil(64)).unwrap_or_default()];
        for range in ranges {
            let (first, last) = (range.start / 64, range.end.saturating_sub(1) / 64);
            for word in first..=last {
                let begins = range.start.saturating_sub(word * 64).min(64);
                let ends = range.end.saturating_sub(word * 64).min(64);
                let width = ends.saturating_sub(begins);
                let ones = if width == 64 { u64::MAX } else { ((1 << width) - 1) << begins };
                if let Some(place) = usize::try_from(word).ok().and_then(|word| words.get_mut(word)) {
                    *place |= ones;
                }
            }
        }
        for index in taken {
            if let Some(word) = usize::try_from(index / 64).ok().and_then(|word| words.get_mut(word)) {
                *word &= !(1 << (index % 64));
            }
        }
        let mut tree = vec![0_u32; words.len() + 1];
        for (i, word) in words.iter().enumerate() {
            let own = tree.get(i + 1).copied().unwrap_or(0) + word.count_ones();
            if let Some(place) = tree.get_mut(i + 1) {
                *place = own;
            }
            let above = i + 1 + lowest(i + 1);
            if let Some(place) = tree.get_mut(above) {
                *place += own;
            }
        }
        let count = words.iter().map(|word| u64::from(word.count_ones())).sum();
        Free { words, tree, count }
    }

    /// How many are free.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Takes the n-th free index, counted from zero.
    pub(super) fn take(&mut self, n: u64) -> Option<u64> {
        let mut left = u32::try_from(n).ok().filter(|_| n < self.count)?;
        let mut word = 0;
        let mut step = (self.tree.len() / 2).checked_next_power_of_two().unwrap_or(1).max(1);
        while step > 0 {
            if let Some(sum) = self.tree.get(word + step).filter(|sum| **sum <= left) {
                left -= *sum;
                word += step;
            }
            step /= 2;
        }
        let place = self.words.get_mut(word)?;
        let mut bits = *place;
        for _ in 0..left {
            bits &= bits.wrapping_sub(1);
        }
        let bit = bits.trailing_zeros();
        *place &= !1_u64.checked_shl(bit)?;
        self.count -= 1;
        let mut at = word + 1;
        while let Some(sum) = self.tree.get_mut(at) {
            *sum -= 1;
            at += lowest(at);
        }
        Some(u64::try_from(word).ok()? * 64 + u64::from(bit))
    }
}

fn lowest(i: usize) -> usize {
    i & i.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::common::Lots;

    #[test]
    fn the_nth_free_index_as_a_set_has_it() {
        let mut lots = Lots(7);
        for length in [1, 63, 64, 65, 1000, 4096, 5001] {
            let (a, b) = (lots.below(length), lots.below(length));
            let ranges = [0..a.min(b), a.max(b)..length];
            let taken: Vec<u64> = (0..length / 3).map(|_| lots.below(length)).collect();
            let mut set: BTreeSet<u64> =
                ranges.iter().cloned().flatten().filter(|index| !taken.contains(index)).collect();
            let mut free = Free::new(length, &ranges, taken.into_iter());
            while !set.is_empty() {
                assert_eq!(free.count(), set.len() as u64);
                let n = lots.below(free.count());
                let expected = *set.iter().nth(usize::try_from(n).unwrap()).unwrap();
                assert_eq!(free.take(n), Some(expected));
                set.remove(&expected);
            }
            assert_eq!((free.count(), free.take(0)), (0, None));
        }
    }
}
