namespace ClsPortal.Domain.Activities;

/// <summary>A stop at which the activity's bus picks children up or brings them back.</summary>
public sealed class BusStop
{
    private BusStop() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The activity whose bus stops here.</summary>
    public int ActivityId { get; private set; }

    /// <summary>Name of the line, such as « Ligne 1 »; empty where one bus serves all.</summary>
    public string Line { get; private set; } = "";

    /// <summary>Order on the line.</summary>
    public int Position { get; private set; }

    /// <summary>True when it is no longer offered, but stands in requests of the past.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>Such as « Ligny – mairie ».</summary>
    public string Name { get; private set; } = "";

    /// <summary>When the bus leaves for the centre; null when it does not stop on the way out.</summary>
    public TimeOnly? OutboundAt { get; private set; }

    /// <summary>When the bus is back; null when it does not stop on the way home.</summary>
    public TimeOnly? ReturnAt { get; private set; }

    /// <summary>Creates a stop.</summary>
    public static BusStop Create(string name, TimeOnly? outboundAt, TimeOnly? returnAt, string line = "", int position = 0) =>
        new()
        {
            Name = name,
            OutboundAt = outboundAt,
            ReturnAt = returnAt,
            Line = line,
            Position = position,
        };

    /// <summary>Changes the stop; it is offered again if it was retired.</summary>
    public void Change(string name, TimeOnly? outboundAt, TimeOnly? returnAt, string line, int position, bool isRetired) =>
        (Name, OutboundAt, ReturnAt, Line, Position, IsRetired) = (name, outboundAt, returnAt, line, position, isRetired);

    /// <summary>No longer offers the stop.</summary>
    public void Retire() => IsRetired = true;
}
