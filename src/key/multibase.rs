//! Multibase, base58btc only: `z` and the digits (Controlled Identifiers 1.0, section 2.4).

/// The bytes as multibase base58btc.
pub(crate) fn encode(bytes: &[u8]) -> String {
    format!("z{}", bs58::encode(bytes).into_string())
}

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
