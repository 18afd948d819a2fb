//! What the examples share: arguments, files, the clock.

#![allow(dead_code, unreachable_pub)]

use std::error::Error;
use std::io::Read;

use chrono::{DateTime, Utc};

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Arguments of the form `--name value`, and those that stand alone.
pub struct Args {
    named: Vec<(String, String)>,
    pub alone: Vec<String>,
}

impl Args {
    /// Reads the command line; names that are not among `known` are refused.
    pub fn parse(known: &[&str]) -> Result<Args> {
        let mut args = Args { named: Vec::new(), alone: Vec::new() };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.strip_prefix("--") {
                Some(name) if known.contains(&name) => {
                    let value = words.next().ok_or(format!("--{name} needs a value"))?;
                    args.named.push((name.to_owned(), value));
                }
                Some(name) => {
                    let known: Vec<String> = known.iter().map(|k| format!("--{k}")).collect();
                    return Err(format!("unknown option --{name}; there are: {}", known.join(" ")).into());
                }
                None => args.alone.push(word),
            }
        }
        Ok(args)
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.named.iter().rev().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The bytes of the file that an option names.
    pub fn file(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.get(name).map(read).transpose()
    }

    /// The moment that `--at` names.
    pub fn at(&self) -> Result<Option<DateTime<Utc>>> {
        let parse = |text: &str| {
            let at = DateTime::parse_from_rfc3339(text);
            at.map(|at| at.to_utc()).map_err(|e| format!("--at {text}: {e}, expected e.g. 2026-05-01T09:00:00Z").into())
        };
        self.get("at").map(parse).transpose()
    }
}

/// A file's bytes, `-` for standard input; far more than a badge can have is not read.
pub fn read(path: &str) -> Result<Vec<u8>> {
    const MOST: u64 = 16 << 20;
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = match path {
        "-" => Box::new(std::io::stdin()),
        _ => Box::new(std::fs::File::open(path).map_err(|e| format!("{path}: {e}"))?),
    };
    source.take(MOST).read_to_end(&mut bytes).map_err(|e| format!("{path}: {e}"))?;
    Ok(bytes)
}

/// The time of the machine. The library itself never asks for it.
pub fn now() -> Result<DateTime<Utc>> {
    Ok(std::time::SystemTime::now().into())
}

/// Prints an error, with every finding of the library on a line of its own.
pub fn complain(error: &(dyn Error + 'static)) {
    match error.downcast_ref::<openbadges::Error>() {
        Some(error) => error.findings().for_each(|finding| eprintln!("error: {finding} [{}]", finding.code())),
        None => eprintln!("error: {error}"),
    }
}
