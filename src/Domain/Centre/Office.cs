namespace ClsPortal.Domain.Centre;

/// <summary>An address at which families reach the centre (guide, section 8).</summary>
public sealed class Office
{
    /// <summary>Longest <see cref="Name"/>, in characters.</summary>
    public const int NameMaxLength = 100;

    /// <summary>Longest <see cref="Address"/>, in characters.</summary>
    public const int AddressMaxLength = 500;

    private Office() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>Order on the contact page.</summary>
    public int Position { get; private set; }

    /// <summary>Such as « Centre de Loisirs de Pontigny ».</summary>
    public string Name { get; private set; } = "";

    /// <summary>Postal address, one line of it per line.</summary>
    public string Address { get; private set; } = "";

    /// <summary>As families dial it.</summary>
    public string Phone { get; private set; } = "";

    /// <summary>Mail address.</summary>
    public string Email { get; private set; } = "";

    /// <summary>Creates an office.</summary>
    public static Office Create(int position, string name, string address, string phone, string email) =>
        new()
        {
            Position = position,
            Name = name,
            Address = address,
            Phone = phone,
            Email = email,
        };

    /// <summary>Changes what families read.</summary>
    public void Describe(string name, string address, string phone, string email) => (Name, Address, Phone, Email) = (name, address, phone, email);

    /// <summary>Moves it in the order of the contact page.</summary>
    public void MoveTo(int position) => Position = position;
}
