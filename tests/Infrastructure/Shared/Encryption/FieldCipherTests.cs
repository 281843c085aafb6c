using System.Text;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Tests.Shared;

public sealed class FieldCipherTests
{
    private const string Secret = "Allergie aux arachides";
    private static readonly SecretColumn Column = new("health_records", "allergies");
    private static readonly byte[] Old = Vault.NewKey();
    private readonly ISecretBox _box = Box(("old", Old));

    [Theory, InlineData(""), InlineData("é"), InlineData(Secret)]
    public void What_was_sealed_opens_in_its_place(string text)
    {
        var place = Column.Row(12);

        _box.OpenText(place, _box.SealText(place, text)).Should().Be(text);
    }

    [Fact]
    public void Sealed_bytes_do_not_show_the_text_and_never_repeat()
    {
        var first = _box.SealText(Column.Row(12), Secret);
        var second = _box.SealText(Column.Row(12), Secret);

        first.Should().NotEqual(second);
        Encoding.UTF8.GetString(first).Should().NotContain("arachides");
    }

    [Fact]
    public void Swapped_between_rows_columns_or_tables_nothing_opens()
    {
        var content = _box.SealText(Column.Row(12), Secret);

        foreach (var elsewhere in new[] { Column.Row(13), new SecretColumn("health_records", "diet").Row(12), new SecretColumn("other", "allergies").Row(12) })
        {
            Opening(_box, elsewhere, content).Should().Throw<SecretUnreadableException>().WithMessage("*moved*");
        }
    }

    [Fact]
    public void Two_places_never_look_alike_however_their_names_are_cut()
    {
        var content = _box.Seal(new SecretPlace("a", "bc", "d"), [1]);

        Opening(_box, new SecretPlace("ab", "c", "d"), content).Should().Throw<SecretUnreadableException>();
    }

    [Fact]
    public void One_flipped_bit_anywhere_is_noticed()
    {
        var content = _box.SealText(Column.Row(12), "x");

        for (var index = 0; index < content.Length; index++)
        {
            var changed = (byte[])content.Clone();
            changed[index] ^= 1;
            Opening(_box, Column.Row(12), changed).Should().Throw<SecretUnreadableException>($"byte {index} was changed");
        }
    }

    [Theory, InlineData(0), InlineData(1), InlineData(5), InlineData(32)]
    public void Bytes_cut_short_are_refused(int length)
    {
        var content = _box.SealText(Column.Row(12), "x")[..length];

        Opening(_box, Column.Row(12), content).Should().Throw<SecretUnreadableException>();
    }

    [Fact]
    public void An_older_key_still_opens_and_an_unknown_one_is_named()
    {
        var content = _box.SealText(Column.Row(12), Secret);
        var current = Vault.NewKey();

        Box(("new", current), ("old", Old)).OpenText(Column.Row(12), content).Should().Be(Secret);
        Opening(Box(("new", current)), Column.Row(12), content).Should().Throw<SecretUnreadableException>().WithMessage("*no key named old*");
        Opening(Box(("old", current)), Column.Row(12), content).Should().Throw<SecretUnreadableException>().WithMessage("*another key*");
    }

    [Fact]
    public void What_one_key_sealed_does_not_open_under_the_name_of_another()
    {
        var content = _box.SealText(Column.Row(12), Secret);
        // Both names stand for the same key, but the name is bound to the bytes too.
        var renamed = (byte[])content.Clone();
        "new"u8.CopyTo(renamed.AsSpan(2));

        Opening(Box(("new", Old), ("old", Old)), Column.Row(12), renamed).Should().Throw<SecretUnreadableException>();
    }

    private static Action Opening(ISecretBox box, SecretPlace place, byte[] content) => () => box.Open(place, content);

    private static ISecretBox Box(params (string Name, byte[] Key)[] keys) =>
        new ServiceCollection().AddLogging().AddEncryption(Vault.Keys(keys)).BuildServiceProvider().GetRequiredService<ISecretBox>();
}
