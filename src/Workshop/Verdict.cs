namespace ClsPortal.Workshop;

/// <summary>How a file left the workshop; the process ends with its number.</summary>
public enum Verdict
{
    /// <summary>What is kept of the file stands on the output.</summary>
    Kept = 0,

    /// <summary>It cannot be read as what it claims to be.</summary>
    Damaged = 20,

    /// <summary>A password is needed to read it.</summary>
    Locked = 21,

    /// <summary>Its pages say nothing: the document is a form that only one maker's program can draw (dynamic XFA).</summary>
    DynamicForm = 22,

    /// <summary>Its page is a wrapper: the documents are attached to it.</summary>
    Portfolio = 23,

    /// <summary>It asks for more pages, objects, bytes or pixels than a document of a family has.</summary>
    TooLarge = 24,

    /// <summary>This machine has no library for it.</summary>
    NotHere = 25,
}

/// <summary>Ends the work on a file with a verdict.</summary>
public sealed class VerdictException(Verdict verdict) : Exception($"The file is judged: {verdict}")
{
    public Verdict Verdict { get; } = verdict;
}
