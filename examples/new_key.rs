//! A fresh key: writes it to a file and prints the DIDs that go with it.
//!
//! `--alg EdDSA` (the default) writes a seed of 64 hexadecimal digits, `ES256` and `RS256` write PEM.
//! Whoever has the file can sign in your name. Keep it in a vault, and keep a copy: with another one, badges that are
//! issued again get other ids.

mod common;

use std::process::ExitCode;

use openbadges::did;
use openbadges::key::{Algorithm, SigningKey};

fn main() -> ExitCode {
    common::main("new_key OUT [--alg EdDSA|ES256|RS256]", &["alg"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let path = args.single()?;
    let algorithm = args.get("alg").map_or(Ok(Algorithm::EdDsa), common::algorithm)?;
    let key = SigningKey::generate(algorithm, getrandom::fill)?;
    let public = key.verifying_key();
    match key.seed() {
        Some(seed) => common::write_secret(path, &(seed.to_hex() + "\n"))?,
        None => common::write_secret(path, &key.to_pem())?,
    }
    // Few read the `did:key` of an RSA key.
    if algorithm != Algorithm::Rs256 {
        println!("{}", did::of_key(&public));
    }
    println!("{}", did::jwk::of_key(&public));
    Ok(ExitCode::SUCCESS)
}
