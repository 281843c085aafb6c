using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;

namespace ClsPortal.Application.Enrolment;

/// <summary>An act and all that happened by it, as its subscribers hear it.</summary>
internal sealed class RequestAct(Treatment treatment) : IAct
{
    private readonly List<Happening> _happened = [];

    public Treatment Treatment => treatment;

    public IReadOnlyList<Happening> Happened => _happened;

    public IEnumerable<JournalLine> Journal => _happened.Select(happening => RequestJournal.Line(happening.Event, treatment.Reason)).OfType<JournalLine>();

    /// <summary>The families, and the sessions of which places changed.</summary>
    public ChangeNotice? Notice =>
        _happened.Count == 0
            ? null
            : new(
                [.. _happened.Select(happening => happening.Line.Row.FamilyId).Distinct()],
                [.. _happened.Where(happening => happening.Event.Places != 0).Select(happening => happening.Line.Row.SessionId).Distinct()]
            );

    /// <summary>How long the act's mail stays before it is sent, so that the act can be taken back.</summary>
    public TimeSpan MailHold { get; init; }

    /// <summary>Of the act's mail; null: what its lines say.</summary>
    public string? MailSubject { get; init; }

    /// <summary>How many families got a mail.</summary>
    public int FamiliesTold { get; set; }

    /// <summary>Numbers of the families that must be told otherwise.</summary>
    public IReadOnlyList<string> FamiliesWithoutEmail { get; set; } = [];

    /// <summary>Takes up what happened to a row since it was read or made; once a row.</summary>
    public void Take(RequestInHand line) => _happened.AddRange(line.Row.Events.Select(happened => new Happening(happened, line)));

    /// <summary>Takes up what happened to each row.</summary>
    public void Take(IEnumerable<RequestInHand> lines)
    {
        foreach (var line in lines)
        {
            Take(line);
        }
    }
}

/// <summary>One event with the names that its tellers need.</summary>
internal sealed record Happening(RequestEvent Event, RequestInHand Line);
