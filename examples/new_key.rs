//! A fresh key: `cargo run --example new_key -- OUT` writes the seed to OUT and prints the DID that goes with it.
//!
//! Whoever has the seed can sign in your name. Keep it in a vault, and keep a copy: with another one, badges that are
//! issued again get other ids.

mod common;

use std::io::Write;
use std::process::ExitCode;

use openbadges::did;
use openbadges::key::{Seed, SigningKey};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            common::complain(error.as_ref());
            ExitCode::from(2)
        }
    }
}

fn run() -> common::Result<()> {
    let args = common::Args::parse(&[])?;
    let [path] = args.alone.as_slice() else {
        return Err("usage: new_key OUT".into());
    };
    let seed = Seed::generate(getrandom::fill)?;

    // A key that exists is never overwritten, and nobody else may read the new one.
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|e| format!("{path}: {e}"))?;
    writeln!(file, "{}", seed.to_hex())?;

    println!("{}", did::of_key(&SigningKey::from_seed(&seed).verifying_key()));
    Ok(())
}
