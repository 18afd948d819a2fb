#![allow(clippy::string_slice)]

use proptest::prelude::*;

use super::*;

#[test]
fn seeds() {
    let hex = "6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4";
    assert_eq!(Seed::from_hex(&format!(" {hex}\n")).unwrap().to_hex(), hex);
    assert_eq!(Seed::from_hex(&hex.to_uppercase()).unwrap().to_hex(), hex);
    for (text, code) in [
        (String::new(), Code::KeySeedLength),
        (hex[1..].to_owned(), Code::KeySeedLength),
        (format!("{hex}0"), Code::KeySeedLength),
        (hex.replacen('6', "g", 1), Code::KeySeedNotHex),
        (hex.replacen("62", "é", 1), Code::KeySeedNotHex),
    ] {
        let error = Seed::from_hex(&text).unwrap_err();
        assert_eq!(error.code(), code);
        assert!(text.is_empty() || !error.to_string().contains(&text), "a secret was printed");
    }
    let filled = Seed::generate(|b| {
        b.fill(1);
        Ok::<_, std::io::Error>(())
    });
    assert_eq!(filled.unwrap().to_hex(), "01".repeat(32));
    assert_eq!(
        Seed::generate(|_| Err("no entropy")).unwrap_err().to_string(),
        "the source of random bytes failed: `no entropy`"
    );
    assert_eq!(Seed::generate(|_| Ok::<_, &str>(())).unwrap_err().code(), Code::KeyNoRandomness);
}

#[test]
fn secrets_are_not_printed() {
    let seed = Seed::from_bytes([0xab; 32]);
    for shown in
        [format!("{seed:?}"), format!("{:?}", Secret::from_seed(&seed)), format!("{:?}", SigningKey::from_seed(&seed))]
    {
        assert!(!shown.contains("abab") && !shown.contains("171"), "{shown}");
    }
}

#[test]
fn signatures_are_those_of_rfc_8032() {
    // RFC 8032, section 7.1, test 2.
    let seed = Seed::from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").unwrap();
    let key = SigningKey::from_seed(&seed);
    let signature = key.signature(&[0x72]).unwrap();
    let hex: String = signature.iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(
        hex,
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    );
    assert!(key.verifying_key().verifies(&[0x72], &signature));
    assert!(!key.verifying_key().verifies(&[0x73], &signature));
}

#[test]
fn weak_keys_are_refused() {
    // The neutral element and a point of order eight.
    let mut one = [0; 32];
    one[0] = 1;
    for bytes in [one, [0; 32], [0xff; 32]] {
        assert_eq!(VerifyingKey::from_bytes(&bytes).unwrap_err().code(), Code::KeyWeak);
    }
    let mut multikey = vec![0xed, 0x01];
    multikey.extend(one);
    assert_eq!(VerifyingKey::from_multikey(&multibase::encode(&multikey)).unwrap_err().code(), Code::KeyWeak);
}

#[test]
fn what_is_no_multikey() {
    let good = SigningKey::from_seed(&Seed::from_bytes([1; 32])).verifying_key().to_multikey();
    assert_eq!(VerifyingKey::from_multikey(&good).unwrap().to_multikey(), good);
    let p384 = "z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54";
    for text in [
        "",
        "z",
        &good[1..],
        &good[..good.len() - 1],
        &format!("{good}1"),
        &good.replacen("z6", "z0", 1),
        p384,
        &"z1".repeat(5000),
    ] {
        assert_eq!(VerifyingKey::from_multikey(text).unwrap_err().code(), Code::KeyNotMultikey, "{text}");
    }
}

#[test]
fn derivation_depends_on_every_part_and_its_bounds() {
    let secret = Secret::from_bytes([9; 32]);
    let all = [
        secret.derive("id", &["a", "b"]),
        secret.derive("id", &["ab", ""]),
        secret.derive("id", &["ab"]),
        secret.derive("salt", &["a", "b"]),
        Secret::from_bytes([8; 32]).derive("id", &["a", "b"]),
    ];
    for (i, one) in all.iter().enumerate() {
        assert!(all[i + 1..].iter().all(|other| other != one));
    }
    assert_eq!(all[0], secret.derive("id", &["a", "b"]));
}

#[test]
fn one_multikey_for_each_key() {
    let pem = include_str!("../../fixtures/keys/p256.pem");
    let key = SigningKey::from_pem(pem).unwrap();
    let verifying::Public::P256(public) = &key.verifying_key().0 else { panic!("no P-256 key") };
    let compressed = public.to_sec1_point(true);
    let of = |codec: [u8; 2], bytes: &[u8]| multibase::encode(&[&codec[..], bytes].concat());
    let read = |codec, bytes: &[u8]| VerifyingKey::from_multikey(&of(codec, bytes));
    assert_eq!(read([0x80, 0x24], compressed.as_bytes()).unwrap(), key.verifying_key());
    // x behind a 5, which the library reads; the point in full; the point at infinity; x of no point.
    let x = &compressed.as_bytes()[1..];
    let compact = [&[5], x].concat();
    assert!(p256::ecdsa::VerifyingKey::from_sec1_bytes(&compact).is_ok());
    assert_eq!(read([0x80, 0x24], &compact).unwrap_err().code(), Code::KeyWeak);
    assert_eq!(read([0x80, 0x24], public.to_sec1_point(false).as_bytes()).unwrap_err().code(), Code::KeyNotMultikey);
    assert_eq!(read([0x80, 0x24], &[0]).unwrap_err().code(), Code::KeyNotMultikey);
    assert_eq!(read([0x80, 0x24], &[&[2][..], &[0xff; 32]].concat()).unwrap_err().code(), Code::KeyWeak);
    // Secret ones: too short, too great, of RSA with bytes behind it.
    let secret = |codec, bytes: &[u8]| SigningKey::from_multikey(&of(codec, bytes)).unwrap_err().code();
    assert_eq!(secret([0x80, 0x26], &[1; 31]), Code::KeyNotMultikey);
    assert_eq!(secret([0x86, 0x26], &[1; 31]), Code::KeyNotMultikey);
    assert_eq!(secret([0x86, 0x26], &[0xff; 32]), Code::KeyNotMultikey);
    assert_eq!(secret([0x86, 0x26], &[0; 32]), Code::KeyNotMultikey);
    let rsa = SigningKey::from_pem(include_str!("../../fixtures/keys/rsa-2048.pem")).unwrap();
    let signing::Private::Rsa(private) = &rsa.0 else { panic!("no RSA key") };
    let der = rsa::pkcs1::EncodeRsaPrivateKey::to_pkcs1_der(&**private).unwrap();
    assert_eq!(SigningKey::from_multikey(&of([0x85, 0x26], der.as_bytes())).unwrap().to_pem(), rsa.to_pem());
    assert_eq!(secret([0x85, 0x26], &[der.as_bytes(), &[0]].concat()), Code::KeyNotMultikey);
}

#[test]
fn a_source_that_goes_round_in_a_circle_is_not_asked_for_ever() {
    use rsa::rand_core::TryRng;
    let mut turn = 0u8;
    let mut source = random::Source::new(|bytes: &mut [u8]| {
        turn ^= 1;
        bytes.iter_mut().enumerate().for_each(|(i, byte)| *byte = u8::try_from(i % 200).unwrap() + turn);
        Ok::<_, &str>(())
    });
    let mut buffer = [0; 3];
    assert_eq!((0..).take_while(|_| source.try_fill_bytes(&mut buffer).is_ok()).count(), 10_000);
    assert_eq!(source.into_failure().unwrap(), "it gave no random bytes");
}

#[test]
fn blinding_differs_with_key_digest_and_place() {
    use rsa::rand_core::TryRng;
    let draw = |secret: &[u8], digest: &[u8]| {
        let mut bytes = [0; 96];
        random::Blinding::new(secret, digest).unwrap().try_fill_bytes(&mut bytes).unwrap();
        bytes
    };
    let one = draw(b"secret", b"digest");
    assert_eq!(one, draw(b"secret", b"digest"));
    assert!(one != draw(b"Secret", b"digest") && one != draw(b"secret", b"Digest"));
    assert!(one[..32] != one[32..64] && one[32..64] != one[64..]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(5), ..ProptestConfig::default() })]

    #[test]
    fn multibase_comes_back(bytes in any::<[u8; 34]>()) {
        prop_assert_eq!(multibase::decode::<34>(&multibase::encode(&bytes)), Some(bytes));
    }

    #[test]
    fn keys_come_back(bytes in any::<[u8; 32]>()) {
        let key = SigningKey::from_seed(&Seed::from_bytes(bytes)).verifying_key();
        prop_assert_eq!(&VerifyingKey::from_multikey(&key.to_multikey()).unwrap(), &key);
        prop_assert_eq!(crate::did::key_of(&crate::did::of_key(&key)).unwrap().unwrap(), key);
    }

    #[test]
    fn no_text_panics(text in "z?[1-9A-Za-z]{0,60}|\\PC{0,20}") {
        let _ = VerifyingKey::from_multikey(&text);
        let _ = Seed::from_hex(&text);
        let _ = crate::did::key_of(&text);
    }
}
