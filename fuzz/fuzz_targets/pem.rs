//! PEM: what is read is written in one form, which reads back as the same key. The text as it is, and its bytes as what a
//! block of each label holds, so that base64 does not stand in the way.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::key::{SigningKey, VerifyingKey};

const LABELS: [&str; 5] = ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "PUBLIC KEY", "RSA PUBLIC KEY"];

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        read(text);
    }
    for label in LABELS {
        read(&format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", base64(data)));
    }
});

fn read(text: &str) {
    if let Ok(key) = SigningKey::from_pem(text) {
        let own = key.to_pem();
        assert_eq!(*SigningKey::from_pem(&own).expect("its own form").to_pem(), *own);
        assert_eq!(*SigningKey::from_jwk(&key.to_jwk()).expect("its own form").to_pem(), *own);
    }
    if let Ok(key) = VerifyingKey::from_pem(text) {
        assert_eq!(VerifyingKey::from_pem(&key.to_pem()).expect("its own form"), key);
        assert_eq!(VerifyingKey::from_multikey(&key.to_multikey()).expect("its own form"), key);
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0, |n, byte| n << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for i in 0..4 {
            let digit = usize::try_from(number >> (18 - 6 * i) & 63).expect("six bits");
            text.push(if i <= three.len() { char::from(DIGITS[digit]) } else { '=' });
        }
    }
    text
}
