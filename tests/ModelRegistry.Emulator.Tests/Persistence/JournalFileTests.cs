using System.Text;
using ModelRegistry.Emulator.Persistence;
using ModelRegistry.Emulator.Store;

namespace ModelRegistry.Emulator.Tests.Persistence;

/// <summary>What the data file asks of the disk, and what it makes of what it finds there.</summary>
public sealed class JournalFileTests : IDisposable
{
    private const string Model = """
        {"put":"RegisteredModel","id":1,"name":"m","created":1,"updated":1,"parents":[],"fields":{},"properties":{}}
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("registry").FullName;

    private string DataFile => Path.Combine(_directory, "granite.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_line_has_the_crc_32c_of_its_data()
    {
        // The check value that the standards give for these nine characters.
        Assert.Equal("{\"sum\":\"e3069283\",\"len\":9,\"data\":123456789}\n", Encoding.ASCII.GetString(JournalRecord.Frame("123456789"u8)));
        Assert.Equal(
            "{\"sum\":\"e3069283\",\"len\":9,\"more\":true,\"data\":123456789}\n",
            Encoding.ASCII.GetString(JournalRecord.Frame("123456789"u8, isLast: false)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("12345678")]
    [InlineData("123456789")]
    public void A_line_is_read_as_it_was_written_and_not_when_anything_is_missing(string data)
    {
        foreach (bool last in (bool[])[true, false])
        {
            byte[] line = JournalRecord.Frame(Encoding.ASCII.GetBytes(data), last);
            Assert.True(JournalRecord.TryOpen(line.AsMemory(..^1), out ReadOnlyMemory<byte> read, out bool isLast));
            Assert.Equal((data, last), (Encoding.ASCII.GetString(read.Span), isLast));
            Assert.False(JournalRecord.TryOpen(line.AsMemory(1..^1), out _, out _));
            Assert.False(JournalRecord.TryOpen(line.AsMemory(..^2), out _, out _));
        }

        Assert.False(JournalRecord.TryOpen("garbage}"u8.ToArray(), out _, out _));
        Assert.False(JournalRecord.TryOpen(",\"data\":1}"u8.ToArray(), out _, out _));
    }

    [Fact]
    public void A_file_is_worth_writing_anew_from_a_size_on_and_when_most_of_it_is_out_of_date()
    {
        using JournalFile file = Open();
        file.Load(new EntityStore(TextRules.MariaDb));
        Assert.Equal((49, 0), (file.Length, file.Records));
        byte[] line = JournalRecord.Frame(Encoding.UTF8.GetBytes(Model));
        for (int i = 0; i < 9; i++)
        {
            file.Append(line, 1);
        }

        Assert.Equal((49 + (9 * line.Length), 9), (file.Length, file.Records));
        Assert.True(new JournalCompaction(file.Length, Growth: 4).IsWorthwhile(file, 1));
        Assert.False(new JournalCompaction(file.Length + 1, Growth: 4).IsWorthwhile(file, 1));
        Assert.False(new JournalCompaction(0, Growth: 4).IsWorthwhile(file, 2));
        Assert.True(new JournalCompaction(0, Growth: 3).IsWorthwhile(file, 2));
    }

    [Fact]
    public void Records_are_counted_as_they_are_read()
    {
        Write(Model, Model, Model);
        using JournalFile file = Open();
        file.Load(new EntityStore(TextRules.MariaDb));
        Assert.Equal((new FileInfo(DataFile).Length, 3), (file.Length, file.Records));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("not JSON")]
    [InlineData("{\"put\":\"Nothing\"}")]
    [InlineData("{\"put\":\"RegisteredModel\"}")]
    [InlineData("{\"put\":1}")]
    [InlineData("{\"ids\":{}}")]
    [InlineData("""
        {"put":"RegisteredModel","id":1.5,"name":"m","created":1,"updated":1,"parents":[],"fields":{},"properties":{}}
        """)]
    [InlineData("""
        {"put":"RegisteredModel","id":1,"name":"m","created":1,"updated":1,"parents":[],"fields":{},
        "properties":{"i":{"metadataType":"MetadataIntValue","int_value":"x"}}}
        """)]
    public void A_record_that_says_nothing_known_is_named_by_its_place(string data)
    {
        Write(Model, Model, data.ReplaceLineEndings(""), Model);
        int at = 49 + (2 * JournalRecord.Frame(Encoding.UTF8.GetBytes(Model)).Length);
        using JournalFile file = Open();
        RegistryDataFileException damage = Assert.Throws<RegistryDataFileException>(() => file.Load(new EntityStore(TextRules.MariaDb)));
        Assert.StartsWith($"The data file '{DataFile}' is damaged at byte {at} (record 3). ", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_damaged_within_its_batch_is_named_by_its_place()
    {
        byte[] data = Encoding.UTF8.GetBytes(Model);
        byte[] first = JournalRecord.Frame(data);
        byte[] begins = JournalRecord.Frame(data, isLast: false);
        File.WriteAllBytes(DataFile, [.. Header, .. first, .. begins, .. begins, .. "garbage\n"u8]);
        using JournalFile file = Open();
        RegistryDataFileException damage = Assert.Throws<RegistryDataFileException>(() => file.Load(new EntityStore(TextRules.MariaDb)));
        Assert.Contains($"byte {49 + first.Length + (2 * begins.Length)} (record 4)", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_file_is_opened_without_a_write()
    {
        Write(Model);
        FailingFiles files = Watched();
        using (JournalFile file = JournalFile.Open(DataFile, files))
        {
            file.Load(new EntityStore(TextRules.MariaDb));
        }

        Write();
        using (JournalFile empty = JournalFile.Open(DataFile, files))
        {
            empty.Load(new EntityStore(TextRules.MariaDb));
        }

        Assert.Empty(files.Calls);
    }

    [Fact]
    public async Task A_registry_to_which_nothing_was_written_writes_nothing()
    {
        FailingFiles files = Watched(armed: false);
        await using (ModelRegistryEmulator registry = ModelRegistryEmulator.Create(new() { DataFile = DataFile, Files = files }))
        {
            files.Arm();
            Assert.Empty(registry.Snapshot().RegisteredModels);
        }

        Assert.Empty(files.Calls);
    }

    [Fact]
    public void Each_write_is_flushed_and_the_name_once()
    {
        FailingFiles files = Watched(armed: false);
        using JournalFile file = JournalFile.Open(DataFile, files);
        file.Load(new EntityStore(TextRules.MariaDb));
        files.Arm();
        file.Append("a\n"u8, 1);
        file.Append("b\n"u8, 1);
        Assert.Equal(["flush name", "write", "flush", "write", "flush"], files.Calls);
    }

    [Fact]
    public void What_is_left_of_a_write_that_failed_is_cut_off_and_that_is_flushed()
    {
        bool fails = true;
        var files = new FailingFiles((_, call) => call == "write" && fails, static () => new IOException("full"), Effect.Half);
        using JournalFile file = JournalFile.Open(DataFile, files);
        fails = false;
        file.Load(new EntityStore(TextRules.MariaDb));
        fails = true;
        files.Arm();
        Assert.Throws<IOException>(() => file.Append("abcdef\n"u8, 1));
        Assert.Equal(49, new FileInfo(DataFile).Length);
        fails = false;
        file.Append("g\n"u8, 1);
        Assert.Equal(["flush name", "write", "set length", "flush", "write", "flush"], files.Calls);
        Assert.Equal(51, new FileInfo(DataFile).Length);
    }

    [Fact]
    public void What_could_not_be_cut_off_at_once_is_cut_off_before_the_next_write()
    {
        bool fails = false;
        var files = new FailingFiles(
            (_, call) => fails && call is "flush" or "set length", static () => new UnauthorizedAccessException("full"), Effect.None);
        JournalFile file = JournalFile.Open(DataFile, files);
        file.Load(new EntityStore(TextRules.MariaDb));
        files.Arm();
        fails = true;
        Assert.Throws<UnauthorizedAccessException>(() => file.Append("a long line\n"u8, 1));
        Assert.Equal(61, new FileInfo(DataFile).Length);
        fails = false;
        file.Append("short\n"u8, 1);
        Assert.Equal(55, new FileInfo(DataFile).Length);
        file.Dispose();
        Assert.EndsWith("\nshort\n", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_renaming_that_was_done_though_it_failed_is_done()
    {
        var files = new FailingFiles(static (_, call) => call == "move", static () => new IOException("timed out"), Effect.Whole);
        JournalFile file = JournalFile.Open(DataFile, files);
        file.Load(new EntityStore(TextRules.MariaDb));
        files.Arm();
        JournalFile successor = file.ReplaceBy(["new\n"u8.ToArray()]);
        successor.Append("next\n"u8, 1);
        successor.Dispose();
        Assert.EndsWith("\nnew\nnext\n", Text(), StringComparison.Ordinal);
        Assert.Equal([DataFile], Directory.GetFiles(_directory));
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(UnauthorizedAccessException))]
    public void A_renaming_that_was_not_done_is_what_counts_and_not_that_the_rest_stays(Type rest)
    {
        var files = new FailingFiles(
            static (_, call) => call is "move" or "delete",
            () => (Exception)Activator.CreateInstance(rest, "timed out")!);
        JournalFile file = JournalFile.Open(DataFile, files);
        file.Load(new EntityStore(TextRules.MariaDb));
        files.Arm();
        Assert.Equal(rest, Assert.ThrowsAny<Exception>(() => file.ReplaceBy(["new\n"u8.ToArray()])).GetType());
        Assert.Equal("delete", files.Calls[^1]);
        file.Append("old\n"u8, 1);
        file.Dispose();
        Assert.EndsWith("\nold\n", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_were_replaced_or_could_not_be_made_are_let_go()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows what a process has open.");
        bool fails = true;
        var files = new FailingFiles((_, call) => call == "new flush" && fails, static () => new IOException("full"));
        JournalFile file = JournalFile.Open(DataFile, files);
        file.Load(new EntityStore(TextRules.MariaDb));
        files.Arm();
        Assert.Throws<IOException>(() => file.ReplaceBy([]));
        fails = false;
        using JournalFile successor = file.ReplaceBy([]);
        Assert.Equal([DataFile], OpenBelow(_directory));
        SystemFiles.Instance.FlushName(DataFile);
        Assert.Equal([DataFile], OpenBelow(_directory));
    }

    [Fact]
    public void A_file_that_was_replaced_while_it_was_opened_is_not_used()
    {
        using (JournalFile file = JournalFile.Open(DataFile, SystemFiles.Instance))
        {
            file.Load(new EntityStore(TextRules.MariaDb));
        }

        IOException refusal = Assert.Throws<IOException>(() => JournalFile.Open(DataFile, new MovingFiles(0)));
        Assert.Equal(
            $"The data file '{DataFile}' cannot be opened. Another process may be using it: it was replaced at this moment.",
            refusal.Message);
        Open().Dispose();
    }

    [Fact]
    public void A_new_file_that_was_taken_away_at_once_is_not_used()
    {
        using JournalFile file = JournalFile.Open(DataFile, new MovingFiles(1));
        IOException refusal = Assert.Throws<IOException>(() => file.Load(new EntityStore(TextRules.MariaDb)));
        Assert.StartsWith($"'{DataFile}' has been removed or replaced", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_file_can_not_be_the_runtime_says_why()
    {
        string nowhere = Path.Combine(_directory, "none", "granite.json");
        string tooLong = Path.Combine(_directory, new string('n', 300));
        Assert.Throws<DirectoryNotFoundException>(() => JournalFile.Open(nowhere, SystemFiles.Instance));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Throws<PathTooLongException>(() => JournalFile.Open(tooLong, SystemFiles.Instance));
        }
    }

    [Fact]
    public void A_link_to_a_link_leads_to_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        string link = Path.Combine(_directory, "link.json");
        string second = Path.Combine(_directory, "second.json");
        File.CreateSymbolicLink(link, "granite.json");
        File.CreateSymbolicLink(second, "link.json");
        JournalFile file = JournalFile.Open(second, SystemFiles.Instance);
        file.Load(new EntityStore(TextRules.MariaDb));
        file.ReplaceBy(["new\n"u8.ToArray()]).Dispose();
        Assert.Equal("link.json", new FileInfo(second).LinkTarget);
        Assert.Equal("granite.json", new FileInfo(link).LinkTarget);
        Assert.EndsWith("\nnew\n", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_brought_to_the_disk_where_it_can_be()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows has no such thing.");
        string none = Path.Combine(_directory, "none");
        IOException refusal = Assert.Throws<IOException>(() => SystemFiles.Instance.FlushName(Path.Combine(none, "granite.json")));
        Assert.StartsWith($"The directory '{none}' cannot be brought to the disk: No such file", refusal.Message, StringComparison.Ordinal);
        // A file system of the kernel's own, which can't.
        SystemFiles.Instance.FlushName("/proc/granite.json");
    }

    private static byte[] Header => "{\"format\":\"model-registry-emulator\",\"version\":1}\n"u8.ToArray();

    private static FailingFiles Watched(bool armed = true)
    {
        var files = new FailingFiles(static (_, _) => false, static () => new IOException("never"));
        files.Arm(armed);
        return files;
    }

    private static IEnumerable<string> OpenBelow(string directory) => Directory.GetFiles("/proc/self/fd")
        .Select(static file => new FileInfo(file).LinkTarget)
        .OfType<string>()
        .Where(target => target.StartsWith(directory, StringComparison.Ordinal));

    private JournalFile Open() => JournalFile.Open(DataFile, SystemFiles.Instance);

    private string Text() => File.ReadAllText(DataFile);

    private void Write(params string[] records) => File.WriteAllBytes(
        DataFile, [.. Header, .. records.SelectMany(static record => JournalRecord.Frame(Encoding.UTF8.GetBytes(record)))]);

    /// <summary>The machine's files, whose names belong to another file after so many looks.</summary>
    private sealed class MovingFiles(int looks) : IFileLayer
    {
        private int _looked;

        public IOpenFile Open(string path) => SystemFiles.Instance.Open(path);

        public IOpenFile Create(string path) => SystemFiles.Instance.Create(path);

        public void Move(string from, string to) => SystemFiles.Instance.Move(from, to);

        public void Delete(string path) => SystemFiles.Instance.Delete(path);

        public long? LengthOf(string path) => _looked++ < looks ? SystemFiles.Instance.LengthOf(path) : null;

        public void FlushName(string path) => SystemFiles.Instance.FlushName(path);
    }
}
