//! What the examples share: arguments, files, the clock.

// Each example uses its own part of this.
#![allow(dead_code, unreachable_pub)]

pub mod images;
pub mod issuing;
pub mod ledger;

use std::error::Error;
use std::fmt;
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use openbadges::key::{Algorithm, Seed, SigningKey, VerifyingKey};
use openbadges::verify::Resources;
use openbadges::{Document, Framework};

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Runs an example: prints an error, with every finding of the library on a line of its own, and exits 2 for it.
pub fn main(usage: &str, options: &[&str], run: impl FnOnce(Args) -> Result<ExitCode>) -> ExitCode {
    main_with_flags(usage, options, &[], run)
}

/// The same, with options that have no value.
pub fn main_with_flags(
    usage: &str,
    options: &[&str],
    flags: &[&str],
    run: impl FnOnce(Args) -> Result<ExitCode>,
) -> ExitCode {
    if std::env::args_os().any(|word| word == "--help" || word == "-h") {
        _ = writeln!(std::io::stdout(), "{usage}");
        return ExitCode::SUCCESS;
    }
    // Whether anybody reads it or not, the exit code says it too.
    let tell = |text: &str| _ = writeln!(std::io::stderr(), "error: {}", shown(text));
    Args::parse(usage, options, flags).and_then(run).unwrap_or_else(|error| {
        if let Some(InFile { file, error }) = error.downcast_ref() {
            error.findings().for_each(|finding| tell(&format!("{file}: {finding} [{}]", finding.code())));
        } else if let Some(error) = error.downcast_ref::<openbadges::Error>() {
            error.findings().for_each(|finding| tell(&format!("{finding} [{}]", finding.code())));
        } else {
            tell(&error.to_string());
        }
        ExitCode::from(2)
    })
}

/// On one line, and without what a terminal would obey.
pub fn shown(text: &str) -> String {
    let turns =
        |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    text.chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c }).collect()
}

/// Arguments of the form `--name value`, and those that stand alone.
pub struct Args {
    usage: String,
    named: Vec<(String, String)>,
    alone: Vec<String>,
}

impl Args {
    fn parse(usage: &str, known: &[&str], flags: &[&str]) -> Result<Args> {
        let mut args = Args { usage: usage.to_owned(), named: Vec::new(), alone: Vec::new() };
        let word = |word: std::ffi::OsString| {
            word.into_string().map_err(|word| format!("`{}` is not UTF-8; usage: {usage}", word.display()))
        };
        let mut words = std::env::args_os().skip(1).map(word).collect::<std::result::Result<Vec<_>, _>>()?.into_iter();
        while let Some(word) = words.next() {
            let Some(option) = word.strip_prefix("--") else {
                args.alone.push(word);
                continue;
            };
            let (name, value) = match option.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (option, None),
            };
            if value.is_none() && flags.contains(&name) {
                args.named.push((name.to_owned(), String::new()));
                continue;
            }
            if flags.contains(&name) {
                return Err(format!("--{name} takes no value; usage: {usage}").into());
            }
            if !known.contains(&name) {
                return Err(format!("there is no option --{name}; usage: {usage}").into());
            }
            let next = || words.next().filter(|word| !word.starts_with("--"));
            let value = value.or_else(next).ok_or(format!("--{name} needs a value; usage: {usage}"))?;
            args.named.push((name.to_owned(), value));
        }
        Ok(args)
    }

    /// The one argument that stands alone.
    pub fn single(&self) -> Result<&str> {
        match self.alone.as_slice() {
            [one] => Ok(one),
            _ => Err(format!("usage: {}", self.usage).into()),
        }
    }

    /// The arguments that stand alone.
    pub fn alone(&self) -> &[String] {
        &self.alone
    }

    /// Refuses arguments that stand alone.
    pub fn none_alone(&self) -> Result<()> {
        match self.alone.first() {
            Some(word) => Err(format!("what is `{word}`? usage: {}", self.usage).into()),
            None => Ok(()),
        }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.named.iter().rev().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Every value of an option that may stand more than once.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.named.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Whether an option is there.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// What the library reads from the file that stands alone.
    pub fn read_single<T>(&self, read: impl Fn(&[u8]) -> openbadges::Result<T>) -> Result<T> {
        read_file(self.single()?, read)
    }

    /// What the library reads from the file that an option names, or from the bytes that serve without it.
    pub fn load<T>(&self, name: &str, otherwise: &[u8], read: impl Fn(&[u8]) -> openbadges::Result<T>) -> Result<T> {
        match self.get(name) {
            None => Ok(read(otherwise)?),
            Some(file) => read_file(file, read),
        }
    }

    /// The framework in the language that `--language` asks for; without it, in its own.
    pub fn translated(&self, framework: Framework) -> openbadges::Result<Framework> {
        self.get("language").map_or(Ok(framework.clone()), |language| framework.translated(language))
    }

    /// What `--resources DIR`, `--document DID|URL=FILE` and `--key VERIFICATION_METHOD=MULTIKEY` hand in.
    pub fn resources(&self) -> Result<Resources> {
        let mut resources = match self.get("resources") {
            Some(path) => folder(path)?,
            None => Resources::new(),
        };
        for document in self.all("document") {
            resources = with_document(resources, document)?;
        }
        for key in self.all("key") {
            let (method, key) = key.rsplit_once('=').ok_or("--key wants VERIFICATION_METHOD=MULTIKEY")?;
            let controller = method.split_once('#').map_or(method, |(controller, _)| controller);
            resources = resources.with_key(method, controller, VerifyingKey::from_multikey(key)?);
        }
        Ok(resources)
    }

    /// On how many threads to work: as `--jobs` says, otherwise on all cores, where the library can.
    pub fn jobs(&self) -> Result<NonZeroUsize> {
        match self.get("jobs") {
            Some(text) => text.parse().map_err(|_| format!("--jobs {text} is not a number from 1 on").into()),
            None if cfg!(feature = "rayon") => Ok(std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
            None => Ok(NonZeroUsize::MIN),
        }
    }

    /// The moment that `--at` names.
    pub fn at(&self) -> Result<Option<DateTime<Utc>>> {
        let parse = |text: &str| {
            let at = DateTime::parse_from_rfc3339(text).map(|at| at.to_utc());
            at.map_err(|_| {
                format!("--at {text} is not a date and time with a zone, such as 2026-05-01T09:00:00Z").into()
            })
        };
        self.get("at").map(parse).transpose()
    }
}

/// An error of the library, and the file it is about.
#[derive(Debug)]
struct InFile {
    file: String,
    error: openbadges::Error,
}

impl fmt::Display for InFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.error)
    }
}

impl Error for InFile {}

/// What the library reads from a file.
pub fn read_file<T>(path: &str, read: impl Fn(&[u8]) -> openbadges::Result<T>) -> Result<T> {
    read(&bytes(path)?).map_err(|error| in_file(path, error))
}

/// The error, of which is said which file it is about.
pub fn in_file(path: &str, error: openbadges::Error) -> Box<dyn Error> {
    InFile { file: path.to_owned(), error }.into()
}

/// The key in a file: PEM, a JWK, or a seed of 64 hexadecimal digits.
pub fn key(path: &str) -> Result<SigningKey> {
    let text = bytes(path)?;
    let text = std::str::from_utf8(&text).map_err(|_| format!("{path} is no text; a key is PEM, a JWK or a seed"))?;
    let read = match text.trim_start() {
        text if text.starts_with('{') => SigningKey::from_jwk(text),
        text if text.contains("-----BEGIN ") => SigningKey::from_pem(text),
        text if text.trim().len() != 64 => return Err(format!("{path} is neither PEM, nor a JWK, nor a seed").into()),
        text => Seed::from_hex(text).map(|seed| SigningKey::from_seed(&seed)),
    };
    read.map_err(|error| in_file(path, error))
}

/// The documents in a folder, whose `index.json` says for each DID or URL in which file its document is.
pub fn folder(path: &str) -> Result<Resources> {
    let folder = std::path::Path::new(path);
    let index = folder.join("index.json").display().to_string();
    let read = |name: &str| std::fs::read(folder.join(name));
    Resources::from_index(&bytes(&index)?, read).map_err(|error| in_file(&index, error))
}

/// Resources with one more, as `DID|URL=FILE` names it: JSON, or whatever else was fetched.
pub fn with_document(resources: Resources, named: &str) -> Result<Resources> {
    let (id, file) = named.rsplit_once('=').ok_or("--document wants DID|URL=FILE")?;
    let bytes = bytes(file)?;
    // What should be JSON is told what is wrong with it.
    let looks_like_json = matches!(bytes.trim_ascii_start(), [b'{' | b'[', ..]);
    Ok(if looks_like_json { resources.with_document(id, document(file)?) } else { resources.with_bytes(id, bytes) })
}

/// The JSON in a file.
pub fn document(path: &str) -> Result<Document> {
    read_file(path, Document::parse)
}

/// The algorithm that `--alg` names.
pub fn algorithm(name: &str) -> Result<Algorithm> {
    let names = || Algorithm::ALL.iter().map(|known| known.as_str()).collect::<Vec<_>>().join(", ");
    Algorithm::of_name(name).ok_or_else(|| format!("--alg {name} is none of {}", names()).into())
}

/// Writes a secret to a new file: what exists is never overwritten, and nobody else may read it.
pub fn write_secret(path: &str, text: &str) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::AlreadyExists => format!("{path} exists already, and a key is never overwritten"),
        _ => format!("{path}: {e}"),
    })?;
    file.write_all(text.as_bytes()).map_err(|e| format!("{path}: {e}").into())
}

/// The credential in a file, `-` for standard input: JSON or a JWT as it is, or what is baked into a PNG or SVG.
pub fn badge(path: &str) -> Result<Vec<u8>> {
    read_file(path, |bytes| openbadges::bake::credential_of(bytes).map(|credential| credential.into_owned()))
}

/// A file's bytes, `-` for standard input; far more than a badge can have is not read.
pub fn bytes(path: &str) -> Result<Vec<u8>> {
    // One byte more than the largest image: what is longer is refused, not cut.
    const MOST: u64 = (16 << 20) + 1;
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = match path {
        "-" => Box::new(std::io::stdin()),
        _ => Box::new(std::fs::File::open(path).map_err(|e| format!("{path}: {e}"))?),
    };
    source.take(MOST).read_to_end(&mut bytes).map_err(|e| format!("{path}: {e}"))?;
    Ok(bytes)
}

/// Writes a whole file, or nothing: what was there before stays until all of it is written. `-` is standard output.
pub fn write(path: &str, bytes: &[u8]) -> Result<()> {
    let failed = |error: std::io::Error| format!("{path}: {error}").into();
    if path == "-" {
        let mut out = std::io::stdout().lock();
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            // Who has read enough hangs up.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            done => done.map_err(|error| format!("standard output: {error}").into()),
        };
    }
    // A link stays a link; what is no file, as a pipe or a terminal, is written to.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.into());
    let old = std::fs::metadata(&target).ok();
    if path.starts_with("/dev/") || old.as_ref().is_some_and(|old| !old.is_file()) {
        return std::fs::write(path, bytes).map_err(failed);
    }
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().ok_or_else(|| format!("{path} names no file"))?);
    name.push(format!(".{}.new", std::process::id()));
    let beside = target.with_file_name(name);
    let written = std::fs::OpenOptions::new().write(true).create_new(true).open(&beside).and_then(|mut file| {
        old.map_or(Ok(()), |old| file.set_permissions(old.permissions()))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, &target)
    });
    written.map_err(|error| {
        _ = std::fs::remove_file(&beside);
        failed(error)
    })
}

/// Refuses a file name that says of an image that it is another kind.
pub fn must_end_in(path: &str, picture: openbadges::bake::Picture) -> Result<()> {
    let end = std::path::Path::new(path).extension().and_then(|end| end.to_str());
    if path == "-" || end.is_none_or(|end| end.eq_ignore_ascii_case(picture.extension())) {
        return Ok(());
    }
    Err(format!("{path} does not end in .{}, and the image is {picture}", picture.extension()).into())
}

/// The time of the machine. The library itself never asks for it.
pub fn now() -> DateTime<Utc> {
    std::time::SystemTime::now().into()
}
