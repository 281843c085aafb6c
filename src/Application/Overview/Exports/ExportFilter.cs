using ClsPortal.Application.Enrolment;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Overview;

/// <summary>Which of the two screens of requests.</summary>
public enum RequestsShown
{
    /// <summary>Demandes à traiter.</summary>
    ToTreat,

    /// <summary>Demandes traitées.</summary>
    Treated,
}

/// <summary>What a screen shows of a list, so that its file holds the same. A list heeds what its screen knows of; the rest says nothing to it.</summary>
public sealed record ExportFilter
{
    /// <summary>The whole list.</summary>
    public static readonly ExportFilter None = new();

    /// <summary>Names or number of a family; for logins their own too.</summary>
    public string? Search { get; init; }

    /// <summary>The one activity.</summary>
    public int? ActivityId { get; init; }

    /// <summary>The screen of requests; null for requests of every state.</summary>
    public RequestsShown? Requests { get; init; }

    /// <summary>Of requests to treat.</summary>
    public RequestKind? RequestKind { get; init; }

    /// <summary>Of requests to treat: sessions that are soon.</summary>
    public bool OnlyUrgent { get; init; }

    /// <summary>Of requests to treat: whose promised answer is late.</summary>
    public bool OnlyLate { get; init; }

    /// <summary>Of treated requests.</summary>
    public TreatedDecision? Decision { get; init; }

    /// <summary>Of pieces; null for pieces of every state.</summary>
    public DepositStatus? Status { get; init; }

    /// <summary>The one piece.</summary>
    public int? PieceId { get; init; }

    /// <summary>Of exchanges: the inbox of those that are closed, or not; null for all exchanges.</summary>
    public bool? Closed { get; init; }

    /// <summary>Of exchanges: with something unread.</summary>
    public bool OnlyUnread { get; init; }

    /// <summary>Of exchanges: those that whoever asks follows.</summary>
    public bool OnlyMine { get; init; }

    /// <summary>Of the journal: part of the name of whoever acted.</summary>
    public string? Who { get; init; }

    /// <summary>Of the journal: an act, or the beginning of its code.</summary>
    public string? Act { get; init; }
}
