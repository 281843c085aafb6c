namespace ClsPortal.Domain.Messaging;

/// <summary>A file that the centre publishes, for all families or for those of one activity.</summary>
public sealed class CentreDocument
{
    /// <summary>Longest <see cref="Title"/>, in characters.</summary>
    public const int TitleMaxLength = 150;

    /// <summary>Longest <see cref="Category"/>, in characters.</summary>
    public const int CategoryMaxLength = 60;

    private CentreDocument() { }

    /// <summary>Database key; the address of its download.</summary>
    public Guid Id { get; private set; }

    /// <summary>As families read it.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Heading under which it is listed, such as « Règlement ».</summary>
    public string Category { get; private set; } = "";

    /// <summary>Only for families with a live booking in this activity; null: for all.</summary>
    public int? ActivityId { get; private set; }

    /// <summary>First day on which families see it.</summary>
    public DateOnly VisibleFrom { get; private set; }

    /// <summary>Last day; null: until it is withdrawn.</summary>
    public DateOnly? VisibleUntil { get; private set; }

    /// <summary>The content.</summary>
    public Guid FileId { get; private set; }

    /// <summary>UTC; when its present content was published.</summary>
    public DateTime PublishedAt { get; private set; }

    /// <summary>Publishes a file.</summary>
    public static CentreDocument Publish(Guid fileId, DateTime now) =>
        new()
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)),
            FileId = fileId,
            PublishedAt = now,
        };

    /// <summary>Says what it is, for whom and when.</summary>
    public void Describe(string title, string category, int? activityId, DateOnly visibleFrom, DateOnly? visibleUntil) =>
        (Title, Category, ActivityId, VisibleFrom, VisibleUntil) = (title.Trim(), category.Trim(), activityId, visibleFrom, visibleUntil);

    /// <summary>Puts another content in its place, under the same address.</summary>
    public void Replace(Guid fileId, DateTime now) => (FileId, PublishedAt) = (fileId, now);
}
