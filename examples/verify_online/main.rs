//! Is this badge genuine? Fetches what it takes to answer that: DID documents, profiles, sets of keys. JSON or JWT; `-`
//! reads it from standard input.
//!
//! The library asks for documents and never fetches any. This is how a service fetches them: see [`fetcher`] for what is
//! refused, whose words are not trusted, and what each limit is for. What could not be fetched is said on standard error
//! and stays lacking: then the badge is undecided, not refused.
//! Exit 0: verified, perhaps with warnings; 1: not verified; 3: undecided; 2: unreadable.

// Nobody outside uses an example.
#![allow(unreachable_pub)]

mod address;
#[path = "../common/mod.rs"]
mod common;
mod fetcher;
mod https;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::process::ExitCode;

use fetcher::{Caps, Fetcher, Transport, shown};
use https::Https;
use openbadges::Document;
use openbadges::verify::{Need, Policy, Purpose, Resources, Verdict, Verifier};

const USAGE: &str = "verify_online FILE|- [--at RFC3339]";

/// A document may call for another (the key for its controller), but no genuine badge needs a longer chain.
const ROUNDS: usize = 4;

fn main() -> ExitCode {
    common::main(USAGE, &["at"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let badge = common::badge(args.single()?)?;
    let now = args.at()?.unwrap_or_else(common::now);
    let verifier = Verifier::new(Policy::strict());
    let mut fetcher = Fetcher::new(Https::new(), Caps::default());
    let mut resources = gather(&verifier, &badge, &mut fetcher, |line| eprintln!("{}", printable(&line)));
    let mut report = verifier.verify(&badge, &resources, now);
    // Once the badge is known to be genuine, it may say where a newer edition lies, and what it links to.
    let optional: Vec<_> = report.needs().iter().filter(|need| need.is_optional()).cloned().collect();
    if report.verdict().is_verified() && !optional.is_empty() {
        for need in &optional {
            match fetch(&mut fetcher, need) {
                Ok((bytes, from)) => {
                    eprintln!("{}", printable(&format!("fetched {} from {from}", shown(need.id()))));
                    resources = resources.with_bytes(need.id(), bytes);
                }
                Err(why) => eprintln!("{}", printable(&format!("lacking {}: {why}", shown(need.id())))),
            }
        }
        report = verifier.verify(&badge, &resources, now);
    }
    println!("{report}");
    Ok(match report.into_verified() {
        // Only from what stands here may a badge be shown as genuine.
        Ok(_verified) => ExitCode::SUCCESS,
        Err(not) if !not.report().is_readable() => ExitCode::from(2),
        Err(not) if not.report().verdict() == Verdict::NotVerified => ExitCode::from(1),
        Err(_) => ExitCode::from(3),
    })
}

/// Fetches what a badge needs, and what that needs in turn. Says of each document where it came from, or why it is lacking.
fn gather<T: Transport>(
    verifier: &Verifier,
    badge: &[u8],
    fetcher: &mut Fetcher<T>,
    mut say: impl FnMut(String),
) -> Resources {
    let mut resources = Resources::new();
    let mut asked = BTreeSet::new();
    for _ in 0..ROUNDS {
        let mut needs = verifier.needs(badge, &resources);
        // Once is enough: what failed is not tried again.
        needs.retain(|need| asked.insert(need.id().to_owned()));
        if needs.is_empty() {
            break;
        }
        for need in needs {
            match fetch(fetcher, &need) {
                Ok((bytes, from)) => {
                    say(format!("fetched {} from {from}", shown(need.id())));
                    // Under the name that it was asked by: the key of a badge is looked for there, not where a redirect led.
                    resources = resources.with_bytes(need.id(), bytes);
                }
                Err(why) => say(format!("lacking {}: {why}", shown(need.id()))),
            }
        }
    }
    resources
}

fn fetch<T: Transport>(fetcher: &mut Fetcher<T>, need: &Need) -> Result<(Vec<u8>, String), String> {
    let url = need.url().ok_or("there is no URL to fetch it from")?;
    let fetched = fetcher.fetch(url, need.media_types())?;
    // Credentials may be JWTs, and what is linked anything; keys stand in JSON.
    if matches!(need.purpose(), Purpose::VerificationMethod | Purpose::Issuer) {
        Document::parse(&fetched.bytes).map_err(|error| match &fetched.media_type {
            Some(media_type) => format!("{}: {error} (the server calls it {})", fetched.url, shown(media_type)),
            None => format!("{}: {error}", fetched.url),
        })?;
    }
    Ok((fetched.bytes, fetched.url.into()))
}

/// Servers and their certificates put words into messages, which must not steer a terminal.
fn printable(line: &str) -> String {
    line.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
