//! Numbers that are scores: exact, as the standard writes them.

use std::cmp::Ordering;

/// A decimal number, exact however long it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    /// Without leading zeros.
    whole: String,
    /// Without trailing zeros.
    fraction: String,
}

impl Decimal {
    /// Digits with at most one point and sign; none for anything else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let is_zero = whole.is_empty() && fraction.is_empty();
        Some(Decimal { negative: negative && !is_zero, whole: whole.into(), fraction: fraction.into() })
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |a: &Self, b: &Self| {
            let by_length = a.whole.len().cmp(&b.whole.len());
            by_length.then_with(|| a.whole.cmp(&b.whole)).then_with(|| a.fraction.cmp(&b.fraction))
        };
        match (self.negative, other.negative) {
            (false, false) => size(self, other),
            (true, true) => size(other, self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn compare(a: &str, b: &str) -> Option<Ordering> {
        Some(Decimal::parse(a)?.cmp(&Decimal::parse(b)?))
    }

    #[test]
    fn decimals() {
        for (a, b, order) in [
            ("1", "1.0", Ordering::Equal),
            ("-0", "0.00", Ordering::Equal),
            ("007", "7", Ordering::Equal),
            ("9", "10", Ordering::Less),
            ("0.09", "0.1", Ordering::Less),
            ("-2", "-1", Ordering::Less),
            ("-1", "0", Ordering::Less),
            ("100000000000000000000000000.1", "100000000000000000000000000", Ordering::Greater),
        ] {
            assert_eq!(compare(a, b), Some(order), "{a} {b}");
            assert_eq!(compare(b, a), Some(order.reverse()), "{b} {a}");
        }
        for bad in ["", "-", "1.", ".5", "1e3", "A", "95%", "+1", " 1"] {
            assert_eq!(compare(bad, "1"), None, "{bad}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(5), ..ProptestConfig::default() })]

        #[test]
        fn decimals_are_ordered_as_numbers(a in -99_999i32..99_999, b in -99_999i32..99_999, scale in 0usize..3) {
            let text = |n: i32| format!("{:.*}", scale, f64::from(n) / 10f64.powi(i32::try_from(scale).unwrap()));
            prop_assert_eq!(compare(&text(a), &text(b)), Some(a.cmp(&b)));
        }
    }
}
