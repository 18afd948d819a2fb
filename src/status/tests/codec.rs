use std::io::Write;

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;
use crate::Limits;
use crate::status::codec::decode;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn u(bytes: &[u8]) -> String {
    format!("u{}", BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

fn decoded(text: &str) -> Result<Bitstring> {
    Bitstring::decode(text, &Limits::default())
}

#[test]
fn entries_count_from_the_left_most_bit() {
    let mut bits = Bitstring::new(MINIMUM_LENGTH, 1).unwrap();
    assert_eq!(bits.as_bytes().len(), 16_384);
    for index in [0, 9, 131_071] {
        bits.set(index, 1, 1).unwrap();
    }
    assert_eq!((bits.as_bytes()[0], bits.as_bytes()[1], bits.as_bytes()[16_383]), (0x80, 0x40, 0x01));
    bits.set(9, 1, 0).unwrap();
    assert_eq!(bits.as_bytes()[1], 0);

    // Of three bits: the third entry lies across two bytes.
    let mut bits = Bitstring::from_bytes(vec![0; 4]);
    bits.set(2, 3, 0b101).unwrap();
    assert_eq!(bits.as_bytes(), [0b0000_0010, 0b1000_0000, 0, 0]);
    assert_eq!((bits.get(1, 3).unwrap(), bits.get(2, 3).unwrap(), bits.get(3, 3).unwrap()), (0, 5, 0));
    bits.set(1, 8, 255).unwrap();
    assert_eq!((bits.get(1, 8).unwrap(), bits.get(0, 8).unwrap()), (255, 2));
    // Four bytes hold ten entries of three bits, and two bits that are no entry.
    assert_eq!(bits.entries(3).unwrap(), 10);
    assert_eq!(code(bits.get(10, 3)), Code::StatusIndexOutOfRange);
}

#[test]
fn what_entries_and_lists_cannot_be() {
    let mut bits = Bitstring::new(MINIMUM_LENGTH, 2).unwrap();
    assert_eq!(code(bits.set(0, 2, 4)), Code::StatusValueOutOfRange);
    for index in [MINIMUM_LENGTH, u64::MAX, u64::MAX / 2 + 1] {
        assert_eq!(code(bits.get(index, 2)), Code::StatusIndexOutOfRange);
        assert_eq!(code(bits.set(index, 2, 0)), Code::StatusIndexOutOfRange);
    }
    for size in [0, 9, 255] {
        assert_eq!(code(bits.get(0, size)), Code::StatusUnsupportedSize);
        assert_eq!(code(Bitstring::new(MINIMUM_LENGTH, size)), Code::StatusUnsupportedSize);
    }
    assert_eq!(code(Bitstring::new(MINIMUM_LENGTH - 1, 1)), Code::StatusListTooShort);
    assert_eq!(Bitstring::new(MINIMUM_LENGTH + 1, 1).unwrap().entries(1).unwrap(), MINIMUM_LENGTH + 8);
    assert_eq!(Bitstring::new(1 << 24, 8).unwrap().as_bytes().len(), 16 << 20);
    assert_eq!(code(Bitstring::new((1 << 24) + 1, 8)), Code::StatusListTooLarge);
    assert_eq!(code(Bitstring::new(u64::MAX, 8)), Code::StatusListTooLarge);

    // In the wild: 100,000 entries.
    let short = Bitstring::from_bytes(vec![0; 12_500]);
    assert_eq!(code(short.check_length(1)), Code::StatusListTooShort);
    // Long enough for one bit each, not for two.
    let bits = Bitstring::from_bytes(vec![0; 16_384]);
    assert!(bits.check_length(1).is_ok());
    assert_eq!(code(bits.check_length(2)), Code::StatusListTooShort);
    assert_eq!(format!("{bits:?}"), "Bitstring(16384 bytes)");
}

#[test]
fn lists_of_the_standards_as_others_decoded_them() {
    let Some(folder) = crate::common::conformance() else { return };
    let folder = folder.join("vectors/bitstring-status-list");
    let lists: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("decoded-lists.json")).unwrap()).unwrap();
    let lists = lists.as_array().unwrap();
    assert_eq!(lists.len(), 4);
    for list in lists {
        let (bits, encoded) = decode(list["encodedList"].as_str().unwrap(), &Limits::default()).unwrap();
        assert_eq!(bits.as_bytes().len() as u64, list["bytes"].as_u64().unwrap());
        assert_eq!(encoded.is_multibase, list["multibase_u"].as_bool().unwrap());
        let set: Vec<u64> = (0..bits.entries(1).unwrap()).filter(|index| bits.get(*index, 1).unwrap() == 1).collect();
        assert_eq!(serde_json::json!(set), list["set_bits_msb_first"], "{}", list["file"]);
        assert_eq!(bits.check_length(1).is_ok(), list["at_least_131072_bits"].as_bool().unwrap());
    }
}

#[test]
fn base64_in_the_forms_that_are_found() {
    // A list whose base64 has both of the letters in which the alphabets differ.
    let mut lots = Lots(3);
    let bytes: Vec<u8> = (0..3_000).map(|_| lots.next().to_le_bytes()[0]).collect();
    let compressed = gzip(&bytes);
    let standard = BASE64_STANDARD.encode(&compressed);
    assert!(standard.contains('+') && standard.contains('/'));
    let forms = [
        (u(&compressed), (true, true, false)),
        (format!("u{}", BASE64_URL_SAFE.encode(gzip(&bytes))), (true, true, standard.ends_with('='))),
        (BASE64_URL_SAFE_NO_PAD.encode(&compressed), (false, true, false)),
        (standard.trim_end_matches('=').to_owned(), (false, false, false)),
        (standard.clone(), (false, false, standard.ends_with('='))),
    ];
    for (text, (is_multibase, is_url_safe, is_padded)) in forms {
        let (bits, encoded) = decode(&text, &Limits::default()).unwrap();
        assert_eq!(bits.as_bytes(), bytes);
        assert_eq!(encoded, Encoded { is_multibase, is_url_safe, is_padded });
    }
    assert!(decode(&Bitstring::new(MINIMUM_LENGTH, 1).unwrap().encode(), &Limits::default()).unwrap().1.is_bitstring());
    // Multibase says base64url, other multibases are not read, and nothing stands around it.
    let good = u(&compressed);
    for bad in [
        format!("u{standard}"),
        format!("m{standard}"),
        format!(" {good}"),
        format!("{good}\n"),
        String::new(),
        "u".into(),
    ] {
        assert_eq!(code(decoded(&bad)), Code::StatusNotAList, "{bad:.20}");
    }
}

#[test]
fn gzip_that_is_not_whole_and_alone() {
    let bytes = vec![0xa5; 16_384];
    let good = gzip(&bytes);
    assert_eq!(decoded(&u(&good)).unwrap().as_bytes(), bytes);
    for length in 0..good.len() {
        assert_eq!(code(decoded(&u(&good[..length]))), Code::StatusNotAList, "{length} bytes");
    }
    let changed = |at: usize| {
        let mut bad = good.clone();
        bad[at] ^= 1;
        code(decoded(&u(&bad)))
    };
    // The checksum, and the length behind it.
    for at in good.len() - 8..good.len() {
        assert_eq!(changed(at), Code::StatusNotAList, "byte {at}");
    }
    assert_eq!((changed(0), changed(2)), (Code::StatusNotAList, Code::StatusNotAList));
    // What some readers take for the end of it, some for more of it.
    for more in [vec![0], good.clone()] {
        let error = decoded(&u(&[good.clone(), more].concat())).unwrap_err();
        assert!(error.to_string().contains("after its compressed data"), "{error}");
    }
}

#[test]
fn a_bomb_of_gzip_ends_at_the_limit() {
    let bomb = u(&gzip(&vec![0; 64 << 20]));
    assert!(bomb.len() < 100_000);
    let error = decoded(&bomb).unwrap_err();
    assert_eq!((error.kind(), error.code()), (crate::ErrorKind::Limit, Code::StatusListTooLarge));
    // Just as long as allowed, and a byte more.
    let limits = Limits::default().with_status_list_bytes(16_384);
    assert!(Bitstring::decode(&u(&gzip(&[0; 16_384])), &limits).is_ok());
    assert_eq!(code(Bitstring::decode(&u(&gzip(&[0; 16_385])), &limits)), Code::StatusListTooLarge);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(21), ..ProptestConfig::default() })]

    #[test]
    fn what_is_encoded_is_decoded(bytes in prop::collection::vec(any::<u8>(), 0..3_000)) {
        let bits = Bitstring::from_bytes(bytes);
        prop_assert_eq!(decoded(&bits.encode()).unwrap(), bits);
    }

    #[test]
    fn what_is_set_is_got_and_nothing_else(size in 1_u8..=8, writes in prop::collection::vec((0_u64..100, any::<u8>()), 1..60)) {
        let mut bits = Bitstring::from_bytes(vec![0; 100]);
        let mut plain = [0_u8; 100];
        for (index, value) in writes {
            let value = value & u8::try_from((1_u16 << size) - 1).unwrap();
            bits.set(index, size, value).unwrap();
            plain[usize::try_from(index).unwrap()] = value;
        }
        let got: Vec<u8> = (0..100).map(|index| bits.get(index, size).unwrap()).collect();
        prop_assert_eq!(got, plain);
    }

    #[test]
    fn decoding_ends(text in r"(u|H4sI|uH4sIAAAAAAAA)?[A-Za-z0-9_=+/-]{0,200}", cut in 0_usize..40, flip in 0_usize..40) {
        let limits = Limits::default().with_status_list_bytes(1_000);
        let _ = Bitstring::decode(&text, &limits);
        let mut bytes = gzip(&[7; 500]);
        let at = flip % bytes.len();
        bytes[at] ^= 0x10;
        bytes.truncate(bytes.len() - cut.min(bytes.len()));
        if let Ok(bits) = Bitstring::decode(&u(&bytes), &limits) {
            prop_assert!(bits.as_bytes().len() <= 1_000);
        }
    }
}
