//! Real servers that a fleet stands on: PostgreSQL, an S3 server (SeaweedFS), NATS with JetStream.
//!
//! Each test program starts its own, on ports that were free; they end with it. `make tools`
//! installs what is missing.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Where the servers answer.
pub(crate) struct Servers {
    pub(crate) postgres: u16,
    pub(crate) s3: u16,
    pub(crate) nats: u16,
    dir: PathBuf,
    /// They are told of the end by the system, not by this.
    children: Vec<Child>,
}

pub(crate) const BUCKET: &str = "mixmaster";
pub(crate) const KEY: &str = "test-key";
pub(crate) const SECRET: &str = "test-secret";
pub(crate) const NATS_USER: &str = "mixmaster";
/// With a character that has to be escaped in an address.
pub(crate) const NATS_PASSWORD: &str = "p@ss";

/// The servers of this test program, started by whoever asks first.
pub(crate) fn servers() -> &'static Servers {
    static SERVERS: OnceLock<Servers> = OnceLock::new();
    SERVERS.get_or_init(|| {
        // Children are told of the end of the thread that made them: this one stays.
        let (sender, made) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            sender.send(start()).unwrap();
            loop {
                std::thread::park();
            }
        });
        made.recv().expect("the servers did not start; `make tools` installs what is missing")
    })
}

impl Servers {
    /// A database of its own; its URL.
    pub(crate) fn database(&self, name: &str) -> String {
        let port = self.postgres.to_string();
        let made = Command::new(tool("createdb"))
            .args(["-h", "127.0.0.1", "-p", &port, "-U", "mixmaster", name])
            .output()
            .unwrap();
        let words = String::from_utf8_lossy(&made.stderr).into_owned();
        assert!(made.status.success() || words.contains("already exists"), "{words}");
        format!("postgres://mixmaster@127.0.0.1:{port}/{name}")
    }

    /// Ends all connections to a database and refuses new ones, or takes them again.
    pub(crate) fn cut(&self, database: &str, cut: bool) {
        let allow = !cut;
        let sql = format!(
            "ALTER DATABASE {database} ALLOW_CONNECTIONS {allow}; \
             SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}' AND {cut}"
        );
        let port = self.postgres.to_string();
        let done = Command::new(tool("psql"))
            .args(["-h", "127.0.0.1", "-p", &port, "-U", "mixmaster", "-d", "postgres", "-c", &sql])
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// The variables by which a client finds the S3 server.
    pub(crate) fn s3_env(&self) -> [(&'static str, String); 5] {
        [
            ("AWS_ACCESS_KEY_ID", KEY.into()),
            ("AWS_SECRET_ACCESS_KEY", SECRET.into()),
            ("AWS_REGION", "us-east-1".into()),
            ("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", self.s3)),
            ("AWS_ALLOW_HTTP", "true".into()),
        ]
    }
}

/// A program of PATH, of PostgreSQL's own folder, or of `make tools`.
fn tool(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/bin");
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.extend([own, "/usr/sbin".into()]);
    folders.extend(std::env::split_paths(&path));
    let found = folders.into_iter().map(|folder| folder.join(name)).find(|file| file.is_file());
    found.unwrap_or_else(|| panic!("`{name}` is not here; `make tools` installs it"))
}

/// A command that ends with this process; PostgreSQL does not run as root.
fn child(program: &str, is_root_fine: bool) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]);
    if !is_root_fine && is_root() {
        command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]);
    }
    command.arg(tool(program)).stdin(Stdio::null());
    command
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").unwrap().uid() == 0
}

fn start() -> Servers {
    let dir = std::env::temp_dir().join(format!("mixmaster-servers-{}", std::process::id()));
    forget_others();
    for name in ["postgres", "s3", "nats"] {
        fs::create_dir_all(dir.join(name)).unwrap();
    }
    let [postgres, nats, s3, master, volume, filer] = ports();
    let mut servers = Servers { postgres, s3, nats, dir, children: Vec::new() };
    let children =
        [servers.start_nats(), servers.start_s3([master, volume, filer]), servers.start_postgres()];
    servers.children.extend(children);
    until(nats);
    servers.make_bucket(master);
    servers
}

impl Servers {
    fn log(&self, name: &str) -> Stdio {
        fs::File::create(self.dir.join(format!("{name}.log"))).unwrap().into()
    }

    fn start_postgres(&self) -> Child {
        let data = self.dir.join("postgres");
        if is_root() {
            std::os::unix::fs::chown(&data, Some(65_534), Some(65_534)).unwrap();
        }
        let made = child("initdb", false)
            .args(["-A", "trust", "-U", "mixmaster", "--no-sync", "-E", "UTF8", "--locale=C", "-D"])
            .arg(&data)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let started = child("postgres", false)
            .arg("-D")
            .arg(&data)
            .args(["-c", "listen_addresses=127.0.0.1", "-c", &format!("port={}", self.postgres)])
            .args([
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=300",
                "-c",
                "fsync=off",
            ])
            .stdout(self.log("postgres"))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        until(self.postgres);
        started
    }

    fn start_nats(&self) -> Child {
        child("nats-server", true)
            .args(["--user", NATS_USER, "--pass", NATS_PASSWORD])
            .args(["-js", "-a", "127.0.0.1", "-p", &self.nats.to_string(), "-sd"])
            .arg(self.dir.join("nats"))
            .stdout(Stdio::null())
            .stderr(self.log("nats"))
            .spawn()
            .unwrap()
    }

    fn start_s3(&self, [master, volume, filer]: [u16; 3]) -> Child {
        let identities = serde_json::json!({ "identities": [{
            "name": "test",
            "credentials": [{ "accessKey": KEY, "secretKey": SECRET }],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"]
        }]});
        let config = self.dir.join("s3.json");
        fs::write(&config, identities.to_string()).unwrap();
        let started = child("weed", true)
            .args(["server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer=true", "-s3=true"])
            .arg(format!("-dir={}", self.dir.join("s3").display()))
            .args([format!("-master.port={master}"), format!("-volume.port={volume}")])
            .args([format!("-filer.port={filer}"), format!("-s3.port={}", self.s3)])
            .arg(format!("-s3.config={}", config.display()))
            .arg("-volume.max=20")
            .current_dir(self.dir.join("s3"))
            .stdout(Stdio::null())
            .stderr(self.log("s3"))
            .spawn()
            .unwrap();
        until(self.s3);
        started
    }

    fn make_bucket(&self, master: u16) {
        use std::io::Write as _;
        let since = Instant::now();
        loop {
            let mut shell = Command::new(tool("weed"))
                .args(["shell", &format!("-master=127.0.0.1:{master}")])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let words = format!("s3.bucket.create -name {BUCKET}\ns3.bucket.list\n");
            shell.stdin.take().unwrap().write_all(words.as_bytes()).unwrap();
            let told = shell.wait_with_output().unwrap();
            let told = String::from_utf8_lossy(&told.stdout).into_owned();
            if told.lines().any(|line| line.trim().starts_with(BUCKET)) {
                return;
            }
            assert!(since.elapsed() < Duration::from_secs(60), "no bucket: {told}");
        }
    }
}

/// Ports that were free, all under those that systems give to outgoing connections (from 32 768 on
/// Linux): such a one could take a port between the look and the start. SeaweedFS also takes each of
/// its own plus 10 000.
fn ports() -> [u16; 6] {
    let mut found = Vec::new();
    let mut port = 10_000 + u16::try_from(std::process::id() % 9_000).unwrap();
    while found.len() < 6 {
        port += 1;
        let free = |port| TcpListener::bind(("127.0.0.1", port)).is_ok();
        if free(port) && free(port + 10_000) {
            found.push(port);
        }
    }
    found.try_into().unwrap()
}

/// Waits until somebody listens.
fn until(port: u16) {
    let since = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(since.elapsed() < Duration::from_secs(120), "nobody listens on {port}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Removes what test programs left that have ended.
fn forget_others() {
    for entry in fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(id) = name.strip_prefix("mixmaster-servers-") else { continue };
        if !Path::new("/proc").join(id).exists() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
