namespace ClsPortal.Domain.Enrolment;

/// <summary>A stop at which the activity's bus picks children up or brings them back.</summary>
public sealed class BusStop
{
    private BusStop()
    {
    }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The activity whose bus stops here.</summary>
    public int ActivityId { get; private set; }

    /// <summary>Such as « Ligny – mairie ».</summary>
    public string Name { get; private set; } = "";

    /// <summary>When the bus leaves for the centre; null when it does not stop on the way out.</summary>
    public TimeOnly? OutboundAt { get; private set; }

    /// <summary>When the bus is back; null when it does not stop on the way home.</summary>
    public TimeOnly? ReturnAt { get; private set; }

    /// <summary>Creates a stop.</summary>
    public static BusStop Create(string name, TimeOnly? outboundAt, TimeOnly? returnAt) =>
        new() { Name = name, OutboundAt = outboundAt, ReturnAt = returnAt };
}
