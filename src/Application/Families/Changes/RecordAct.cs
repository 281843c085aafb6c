using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Families;

/// <summary>Something was done to families' records: by the families, or by the centre, which tells them.</summary>
/// <param name="FamilyIds">Whose records.</param>
/// <param name="Before">Who could be told before the act; needed where something is told.</param>
internal sealed record RecordAct(IReadOnlyCollection<int> FamilyIds, RecordReaders? Before = null) : IAct
{
    private readonly List<JournalLine> _journal = [];
    private readonly List<TreatedChange> _treated = [];

    /// <summary>What the centre did, as the families are told.</summary>
    public IReadOnlyList<TreatedChange> Treated => _treated;

    /// <summary>Numbers of the families that must be told otherwise.</summary>
    public IReadOnlyList<string> FamiliesWithoutEmail { get; set; } = [];

    public IEnumerable<JournalLine> Journal => _journal;

    public ChangeNotice Notice => new(FamilyIds, []);

    public void Note(JournalLine line) => _journal.Add(line);

    public void Tell(TreatedChange change) => _treated.Add(change);
}
