//! `cargo xtask serve --dev`: what is saved is on the open page a moment later.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Visitor, in_browser};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use xtask::project;

/// The first build, without optimization, on a slow machine.
const BUILT_WITHIN: Duration = Duration::from_secs(1_200);

/// A later build, in which only a style sheet has changed.
const REBUILT_WITHIN: Duration = Duration::from_secs(120);

/// The development server at work on a copy of the repository, since it writes to `dist/`.
struct DevServer {
    process: Child,
    folder: PathBuf,
    port: u16,
}

impl DevServer {
    fn start() -> Result<Self> {
        let folder = project::target()?.join("dev-copy");
        copy_sources(&project::root()?, &folder)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new("cargo");
        command
            .current_dir(&folder)
            .args(["xtask", "serve", "--dev", "--port", &port.to_string()])
            .env("CARGO_TARGET_DIR", project::target()?)
            .env_remove("CARGO_MANIFEST_DIR")
            .stdin(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        Ok(Self { process: command.spawn()?, folder, port })
    }

    fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Waits until the first build is served.
    fn wait(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < BUILT_WITHIN {
            if std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            ensure!(self.process.try_wait()?.is_none(), "the development server has ended");
            std::thread::sleep(Duration::from_millis(200));
        }
        anyhow::bail!("nothing is served after {} s", BUILT_WITHIN.as_secs())
    }
}

impl Drop for DevServer {
    fn drop(&mut self) {
        // The server is a child of cargo's, hence the whole group. It may have ended by itself.
        #[cfg(unix)]
        let _ = Command::new("kill").arg("--").arg(format!("-{}", self.process.id())).status();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Copies every file that git tracks.
fn copy_sources(root: &Path, folder: &Path) -> Result<()> {
    let list = Command::new("git").current_dir(root).args(["ls-files", "-z"]).output()?;
    ensure!(list.status.success(), "git cannot list the files of the repository");
    for name in String::from_utf8(list.stdout)?.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (root.join(name), folder.join(name));
        fs::create_dir_all(to.parent().context("a file has a folder")?)?;
        let content = fs::read(&from)?;
        // What has not changed need not be built again.
        if fs::read(&to).ok().as_ref() != Some(&content) {
            fs::write(&to, content)?;
        }
    }
    Ok(())
}

#[test]
fn a_saved_style_sheet_is_on_the_open_page() {
    let mut server = DevServer::start().expect("cargo is there");
    server.wait().expect("the sources compile");
    let visitor = Visitor { origin: Some(server.origin()), ..Visitor::default() };
    in_browser(visitor, async |page: &Page| {
        page.open("#/distributions").await?;
        page.eval("(window.isFirstPage = true, true)").await?;
        let sheet = server.folder.join("style/base.css");
        let style = fs::read_to_string(&sheet)?;
        fs::write(&sheet, style + "\nbody { background: rgb(1, 2, 3); }\n")?;
        page.wait_at_most(
            REBUILT_WITHIN,
            "window.isFirstPage === undefined && getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)'",
        )
        .await?;
        page.find(".bars-plot [role=slider]").await.map(drop)
    });
}
