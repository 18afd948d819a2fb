//! Multibase, base58btc only: `z` and the digits (Controlled Identifiers 1.0, section 2.4).

use zeroize::Zeroizing;

/// The bytes as multibase base58btc.
pub(crate) fn encode(bytes: &[u8]) -> String {
    // Keys are written with this, secret ones too: what was computed with is wiped, and the text never moves.
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    // The number in 32 bits at a time, divided by as many digits at once as fit: a tenth of the work digit by digit.
    let limbs = bytes.rchunks(4).rev().map(|four| four.iter().fold(0, |n, b| n << 8 | u64::from(*b)));
    let mut number: Zeroizing<Vec<u64>> = Zeroizing::new(limbs.collect());
    let mut digits: Zeroizing<Vec<u8>> = Zeroizing::new(Vec::with_capacity(bytes.len() * 7 / 5 + 5));
    let mut done = 0;
    // What is zero in front stays so.
    while let Some(left) = number.get_mut(done..).filter(|left| !left.is_empty()) {
        if left.first() == Some(&0) {
            done += 1;
            continue;
        }
        let mut rest = 0;
        for limb in left {
            let dividend = rest << 32 | *limb;
            (*limb, rest) = (dividend / FIVE_DIGITS, dividend % FIVE_DIGITS);
        }
        for _ in 0..5 {
            digits.push(usize::try_from(rest % 58).ok().and_then(|digit| ALPHABET.get(digit)).copied().unwrap_or(b'1'));
            rest /= 58;
        }
    }
    // Zeros in front of the number are no digits of it; those in front of the bytes are one each.
    while digits.last() == Some(&b'1') {
        digits.pop();
    }
    let mut text = String::with_capacity(1 + zeros + digits.len());
    text.push('z');
    text.extend(std::iter::repeat_n('1', zeros));
    for digit in digits.iter().rev() {
        text.push(char::from(*digit));
    }
    text
}

/// 58⁵.
const FIVE_DIGITS: u64 = 656_356_768;

/// The digits of base58btc.
const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Just `N` bytes from multibase base58btc; none for any other length, base or digit.
pub(crate) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.strip_prefix('z')?;
    // Decoding costs the square of the length; N bytes have at most 1.38 N digits.
    if digits.len() > N * 14 / 10 + 1 {
        return None;
    }
    let mut bytes = [0; N];
    let length = bs58::decode(digits).onto(&mut bytes).ok()?;
    (length == N).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(5), ..ProptestConfig::default() })]

        #[test]
        fn as_others_write_it(zeros in 0usize..4, bytes in prop::collection::vec(any::<u8>(), 0..70)) {
            let bytes = [vec![0; zeros], bytes].concat();
            prop_assert_eq!(encode(&bytes), format!("z{}", bs58::encode(&bytes).into_string()));
        }
    }
}
