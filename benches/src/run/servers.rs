//! The servers that are compared: how each is found, set up and started. Knows nothing of loads and figures.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::case::{Case, Role};
use crate::process::output_of;

/// Identifies our own server.
pub const OURS: &str = "swoole-rs";

/// Time that a version query may take.
const QUERY: Duration = Duration::from_secs(20);
/// Time that the installation of a peer may take.
const INSTALL: Duration = Duration::from_secs(180);

/// Where the programs and the servers' files are.
#[derive(Clone, Debug)]
pub struct Places {
    /// The folder benches/ of the repository.
    pub benches: PathBuf,
    /// Our extension.
    pub extension: PathBuf,
    /// Real Swoole's extension, if somebody has one.
    pub swoole: Option<PathBuf>,
    /// A server on the engine without PHP, started as `PATH PORT`; it echoes.
    pub engine: Option<PathBuf>,
    /// The PHP interpreter.
    pub php: PathBuf,
    /// The Node.js interpreter.
    pub node: PathBuf,
    /// The Python interpreter.
    pub python: PathBuf,
}

/// A server that can be started.
#[derive(Clone, Debug)]
pub struct Server {
    /// Short name, for `--server` and the results file.
    pub id: &'static str,
    /// Name and version of the server itself.
    pub version: String,
    /// Name and version of what it runs on.
    pub runtime: String,
    program: Program,
}

#[derive(Clone, Debug)]
enum Program {
    Php {
        php: PathBuf,
        extension: PathBuf,
        scripts: PathBuf,
    },
    Node {
        node: PathBuf,
        folder: PathBuf,
    },
    Python {
        python: PathBuf,
        folder: PathBuf,
    },
    Fastwebsockets(PathBuf),
    Engine(PathBuf),
}

/// A server that cannot be started here.
#[derive(Clone, Debug)]
pub struct Missing {
    /// Its short name.
    pub id: &'static str,
    /// Why, and what to do.
    pub reason: String,
}

impl Server {
    /// Whether the server has a program for `case`.
    pub fn supports(&self, case: Case) -> bool {
        match (&self.program, case.role()) {
            (Program::Php { .. }, _) => true,
            _ if case.is_of_php() => false,
            // Elsewhere the coroutine server would be the same as the other one, or would not be one.
            (_, Role::CoroutineEcho | Role::CoroutineOperations | Role::SharedOperations) => false,
            // The library answers a plain request only to close the connection after it.
            (Program::Python { .. }, role) => role != Role::Http,
            (Program::Engine(_), role) => role == Role::Echo,
            _ => true,
        }
    }

    /// The command that repeats the operation of `case` for `seconds` of CPU time and prints what one costs.
    pub fn operation_command(&self, case: Case, seconds: f64) -> Result<Command> {
        let (
            Program::Php {
                php,
                extension,
                scripts,
            },
            Some(operation),
        ) = (&self.program, case.operation())
        else {
            bail!("there is no such program");
        };
        let mut command = php_command(php, extension);
        command
            .arg(scripts.join(case.role().name()).with_extension("php"))
            .arg(operation)
            .arg(seconds.to_string());
        Ok(command)
    }

    /// The command that serves `case` at `port` of the loopback address until SIGTERM.
    pub fn command(&self, case: Case, port: u16) -> Command {
        let (role, crew) = (case.role(), case.crew());
        let port = port.to_string();
        match &self.program {
            Program::Php {
                php,
                extension,
                scripts,
            } => {
                let mut command = php_command(php, extension);
                command
                    .arg(scripts.join(role.name()).with_extension("php"))
                    .args([&port, crew.mode, &crew.workers.to_string()]);
                command
            }
            Program::Node { node, folder } => {
                let mut command = Command::new(node);
                command
                    .arg(folder.join("server.js"))
                    .args([role.name(), &port]);
                command
            }
            Program::Python { python, folder } => {
                let mut command = python_command(python, folder);
                command
                    .arg(folder.join("server.py"))
                    .args([role.name(), &port]);
                command
            }
            Program::Fastwebsockets(path) => {
                let mut command = Command::new(path);
                command.args([role.name(), &port]);
                command
            }
            Program::Engine(path) => {
                let mut command = Command::new(path);
                command.arg(port);
                command
            }
        }
    }
}

/// Looks for every server that `wanted` names, installs what npm and pip must bring, and asks for versions.
/// What cannot run is in the second list.
pub fn find(places: &Places, wanted: impl Fn(&str) -> bool) -> (Vec<Server>, Vec<Missing>) {
    let mut found = Vec::new();
    let mut missing = Vec::new();
    let mut add = |id: &'static str, find: &dyn Fn() -> Result<Server>| {
        if !wanted(id) {
            return;
        }
        match find() {
            Ok(server) => found.push(server),
            Err(error) => missing.push(Missing {
                id,
                reason: format!("{error:#}"),
            }),
        }
    };
    add(OURS, &|| {
        php_server(places, OURS, &places.extension).context("is the extension built?")
    });
    if let Some(engine) = &places.engine {
        add("engine", &|| engine_server(engine));
    }
    add("swoole", &|| match &places.swoole {
        Some(extension) => php_server(places, "swoole", extension),
        None => bail!("set SWOOLE_SO to the path of Swoole's swoole.so to compare with it"),
    });
    add("ws", &|| node_server(places));
    add("websockets", &|| python_server(places));
    add("fastwebsockets", &fastwebsockets_server);
    (found, missing)
}

fn php_command(php: &Path, extension: &Path) -> Command {
    let mut command = Command::new(php);
    // No php.ini: it could load another extension of the same name.
    command
        .arg("-n")
        .arg("-d")
        .arg(format!("extension={}", extension.display()))
        // Swoole reserves 64 KiB of PHP's memory per connection: the default limit ends at 2,000 of them.
        .args(["-d", "memory_limit=-1"]);
    command
}

fn php_server(places: &Places, id: &'static str, extension: &Path) -> Result<Server> {
    let extension = extension
        .canonicalize()
        .with_context(|| extension.display().to_string())?;
    let php = &places.php;
    let code = "echo PHP_VERSION, ' ', SWOOLE_VERSION, ' ', \
                defined('SWOOLE_RS_VERSION') ? SWOOLE_RS_VERSION : '';";
    let text = output_of(php_command(php, &extension).args(["-r", code]), QUERY)?;
    // Warnings, if any, come before.
    let last = text.lines().last().unwrap_or_default();
    let mut words = last.split(' ').map(str::to_owned);
    let (Some(php_version), Some(level), ours) = (words.next(), words.next(), words.next()) else {
        bail!("{} does not load: {text}", extension.display());
    };
    let ours = ours.filter(|version| !version.is_empty());
    let version = match (id == OURS, ours) {
        (true, Some(version)) => format!("swoole-rs {version}"),
        (false, None) => format!("Swoole {level}"),
        (true, None) => bail!("{} is not swoole-rs", extension.display()),
        (false, Some(_)) => bail!("SWOOLE_SO names swoole-rs itself"),
    };
    Ok(Server {
        id,
        version,
        runtime: format!("PHP {php_version}"),
        program: Program::Php {
            php: php.clone(),
            extension,
            scripts: places.benches.join("servers"),
        },
    })
}

fn node_server(places: &Places) -> Result<Server> {
    let folder = places.benches.join("peers/ws");
    let version = output_of(Command::new(&places.node).arg("--version"), QUERY)
        .context("Node.js is needed")?;
    let package = folder.join("node_modules/ws/package.json");
    if !package.exists() {
        eprintln!("installing npm's ws ...");
        let mut install = Command::new("npm");
        install.current_dir(&folder).args([
            "install",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
        ]);
        output_of(&mut install, INSTALL).context("npm install")?;
    }
    let text = fs::read_to_string(&package).with_context(|| package.display().to_string())?;
    let manifest: serde_json::Value = serde_json::from_str(&text)?;
    let ws = manifest["version"].as_str().context("ws has no version")?;
    Ok(Server {
        id: "ws",
        version: format!("ws {ws}"),
        runtime: format!("Node.js {}", version.trim_start_matches('v')),
        program: Program::Node {
            node: places.node.clone(),
            folder,
        },
    })
}

fn python_command(python: &Path, folder: &Path) -> Command {
    let mut command = Command::new(python);
    command.env("PYTHONPATH", folder.join("site"));
    command
}

fn python_server(places: &Places) -> Result<Server> {
    let folder = places.benches.join("peers/websockets");
    let python = &places.python;
    output_of(Command::new(python).arg("--version"), QUERY).context("Python is needed")?;
    let site = folder.join("site");
    if !site.join("websockets").exists() {
        eprintln!("installing PyPI's websockets ...");
        let mut install = Command::new(python);
        install
            .args(["-m", "pip", "install", "--quiet", "--upgrade"])
            .arg("--disable-pip-version-check")
            .arg("--target")
            .arg(&site)
            .arg("--requirement")
            .arg(folder.join("requirements.txt"));
        output_of(&mut install, INSTALL).context("pip install")?;
    }
    let code = "import platform, websockets; \
                print(platform.python_version(), websockets.__version__)";
    let versions = output_of(python_command(python, &folder).args(["-c", code]), QUERY)?;
    let (python_version, websockets) = versions
        .split_once(' ')
        .with_context(|| format!("unexpected versions: {versions}"))?;
    Ok(Server {
        id: "websockets",
        version: format!("websockets {websockets}"),
        runtime: format!("Python {python_version}"),
        program: Program::Python {
            python: python.clone(),
            folder,
        },
    })
}

fn fastwebsockets_server() -> Result<Server> {
    let path = env::current_exe()?.with_file_name("fastwebsockets-server");
    if !path.exists() {
        bail!(
            "{} is missing: cargo build --release builds it",
            path.display()
        );
    }
    Ok(Server {
        id: "fastwebsockets",
        version: format!("fastwebsockets {}", locked_version("fastwebsockets")?),
        runtime: format!("tokio {}", locked_version("tokio")?),
        program: Program::Fastwebsockets(path),
    })
}

fn engine_server(path: &Path) -> Result<Server> {
    let path = path
        .canonicalize()
        .with_context(|| path.display().to_string())?;
    Ok(Server {
        id: "engine",
        version: "engine".to_owned(),
        runtime: "without PHP".to_owned(),
        program: Program::Engine(path),
    })
}

/// The version of a crate in this package's lock file.
fn locked_version(name: &str) -> Result<&'static str> {
    let lock = include_str!("../../Cargo.lock");
    let line = format!("name = \"{name}\"\nversion = \"");
    lock.split_once(line.as_str())
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(version, _)| version)
        .with_context(|| format!("no {name} in Cargo.lock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        Places {
            benches: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
            extension: PathBuf::from("/nonexistent/libswoole.so"),
            swoole: None,
            engine: None,
            php: PathBuf::from("/nonexistent/php"),
            node: PathBuf::from("/nonexistent/node"),
            python: PathBuf::from("/nonexistent/python3"),
        }
    }

    #[test]
    fn what_cannot_run_is_named_with_its_reason() {
        let (found, missing) = find(&places(), |id| id != "fastwebsockets");
        assert!(found.is_empty());
        let ids: Vec<_> = missing.iter().map(|missing| missing.id).collect();
        assert_eq!(ids, [OURS, "swoole", "ws", "websockets"]);
        assert!(missing[0].reason.contains("is the extension built"));
        assert!(missing[1].reason.contains("SWOOLE_SO"));
    }

    #[test]
    fn every_role_has_a_php_script() {
        for role in Role::ALL {
            let script = places().benches.join("servers").join(role.name());
            assert!(script.with_extension("php").exists(), "{role:?}");
        }
    }

    #[test]
    fn versions_come_from_the_lock_file() {
        assert!(locked_version("tokio").unwrap().starts_with("1."));
        assert!(locked_version("no-such-crate").is_err());
    }
}
